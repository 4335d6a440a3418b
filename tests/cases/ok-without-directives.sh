#!/bin/bash
# expect: E601 1:1, steps=1
echo plain
