package io.guildhall.merge;

import java.util.List;
import java.util.UUID;

import io.guildhall.member.MemberSummary;

/**
 * Two members who may be one person.
 *
 * @param clues what speaks for and against it
 * @param confidence what they come to together
 * @param percent how likely that makes it
 */
public record MergeSuggestion(UUID id, MemberSummary one, MemberSummary other, List<Clue> clues,
		Clue.Confidence confidence, int percent) {
}
