// A sample of a picture as `bytes` bytes store it: rounded half up and clamped to its range.
uint levelOf(float v, uint bytes)
{
    return uint(clamp(floor(v + 0.5), 0.0, bytes == 1u ? 255.0 : 65535.0));
}
