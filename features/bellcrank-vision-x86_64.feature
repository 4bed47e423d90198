# Cameras, inference and the shipped model, with natives for Linux on x86_64.
lib-ffmpeg
lib-onnxruntime
vision-javacv
vision-onnxruntime
model-ballscrew
