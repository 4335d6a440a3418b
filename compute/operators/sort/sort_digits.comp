#version 450
// One digit of a radix sort: a group takes a tile of one row, an invocation kItems elements of it one
// after the other, so that equal digits keep their order. kStage 0 tells how often each digit occurs
// in each tile; 1 moves the elements to where the running sums of those say.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kStage = 0;
layout(constant_id = 2) const uint kItems = 16;
layout(constant_id = 3) const uint kWords = 1; // of a key
layout(constant_id = 4) const uint kPlaces = 0; // 1: they come along; 2: they are made here
layout(constant_id = 5) const uint kGroup = 64; // local_size_x, as arrays want it
const uint kDigits = 16u;
layout(push_constant) uniform Push { uint tiles; uint perRow; uint rowLength; uint shift; };
layout(std430, binding = 0) readonly buffer From { uint from[]; };
layout(std430, binding = 1) writeonly buffer To { uint to[]; };
layout(std430, binding = 2) readonly buffer PlacesFrom { uint placesFrom[]; };
layout(std430, binding = 3) writeonly buffer PlacesTo { uint placesTo[]; };
layout(std430, binding = 4) buffer Counts { uint counts[]; };

shared uint seen[kDigits * kGroup]; // by digit, then invocation
shared uint parts[kGroup];

uint digitAt(uint i) { return from[i * kWords + (shift >> 5)] >> (shift & 31u) & (kDigits - 1u); }

void main()
{
    uint tile = gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x;
    uint me = gl_LocalInvocationID.x;
    if (tile >= tiles)
        return; // the whole group
    uint row = tile / perRow;
    uint first = (tile % perRow * kGroup + me) * kItems; // in the row
    uint end = min(first + kItems, rowLength);
    for (uint d = 0u; d < kDigits; ++d)
        seen[d * kGroup + me] = 0u;
    for (uint i = first; i < end; ++i)
        seen[digitAt(row * rowLength + i) * kGroup + me]++;
    barrier();
    // Sixteen counts an invocation, all of one digit.
    uint sum = 0u;
    for (uint k = 0u; k < kDigits; ++k)
        sum += seen[me * kDigits + k];
    parts[me] = sum;
    barrier();
    uint perDigit = kGroup / kDigits; // invocations
    uint digit = me / perDigit;
    if (kStage == 0u) {
        if (me % perDigit != 0u)
            return;
        uint all = 0u;
        for (uint k = 0u; k < perDigit; ++k)
            all += parts[me + k];
        counts[(row * kDigits + digit) * perRow + tile % perRow] = all;
        return;
    }
    uint before = counts[(row * kDigits + digit) * perRow + tile % perRow];
    for (uint k = digit * perDigit; k < me; ++k)
        before += parts[k];
    for (uint k = 0u; k < kDigits; ++k) {
        uint own = seen[me * kDigits + k];
        seen[me * kDigits + k] = before;
        before += own;
    }
    barrier();
    for (uint i = first; i < end; ++i) {
        uint at = row * rowLength + i;
        uint target = seen[digitAt(at) * kGroup + me]++;
        for (uint w = 0u; w < kWords; ++w)
            to[target * kWords + w] = from[at * kWords + w];
        if (kPlaces != 0u)
            placesTo[target] = kPlaces == 2u ? i : placesFrom[at];
    }
}
