package io.guildhall.tagrule;

/**
 * What a rule would do now.
 *
 * @param fitting how many are in the segment
 * @param having how many of them have the tag already; they keep it as they have it
 */
public record TagRulePreview(long fitting, long having) {

	/** On how many it would be put. */
	public long getting() {
		return fitting - having;
	}
}
