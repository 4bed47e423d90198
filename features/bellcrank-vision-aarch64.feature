# CPU natives of bellcrank-vision for Linux on aarch64. Updated seldom: they want a restart.
lib-ffmpeg-aarch64
lib-onnxruntime-aarch64
