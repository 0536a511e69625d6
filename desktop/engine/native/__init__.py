"""What runs inside the engine's child process: the only imports of llama_cpp and llguidance."""
