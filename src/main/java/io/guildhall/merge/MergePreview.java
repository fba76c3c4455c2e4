package io.guildhall.merge;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberDetails;
import io.guildhall.shared.DomainException;

/**
 * What making two one would do.
 *
 * @param survivor known longer, whose id stays
 * @param merged whose id leads there
 * @param belongings what each of the two has
 * @param refusal why it cannot be as things stand; null if it can
 */
public record MergePreview(MemberDetails survivor, MemberDetails merged, List<Belonging> belongings,
		@Nullable DomainException refusal) {

	/**
	 * A kind of things.
	 *
	 * @param textKey says how many there are
	 * @param ofSurvivor how many the survivor has
	 * @param ofMerged how many would go along
	 */
	public record Belonging(String textKey, long ofSurvivor, long ofMerged) {
	}
}
