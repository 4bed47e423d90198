# CPU natives of bellcrank-vision for Linux on x86_64. Updated seldom: they want a restart.
lib-ffmpeg-x86_64
lib-onnxruntime-x86_64
