# Cameras, inference and the shipped model: Java alone. The natives are packages of their own, one
# for each kind of machine.
lib-ffmpeg
lib-onnxruntime
vision-javacv
vision-onnxruntime
model-ballscrew
