package dev.daybook.load;

import dev.daybook.feed.ParsedBlock;

/** @param input number of the input the block is of: 0 for the file itself */
public record StagedBlock(int input, ParsedBlock block) {}
