package io.guildhall.member;

/**
 * What a tag is today.
 *
 * @param name under which it goes
 * @param retired whether it is put on no more
 */
public record TagStanding(String name, boolean retired) {

	/**
	 * The same, if it may be put on.
	 * @throws MemberRefused if it is retired
	 */
	TagStanding offered() {
		if (retired) {
			throw MemberRefused.tagRetired(name);
		}
		return this;
	}
}
