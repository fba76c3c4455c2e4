package io.guildhall.onboarding;

import java.util.HashSet;
import java.util.List;

/**
 * How a channel works.
 *
 * @param groups that it leads to, in the order in which they are filled; of one community
 * @param baits of which each visitor sees one, all equally often
 */
public record ChannelTerms(String name, List<Entry> groups, List<Bait> baits, List<Question> questions) {

	static final int LONGEST_NAME = 80;

	/** As many groups as a channel leads to. */
	public static final int MOST_GROUPS = 10;

	/** As many baits as a channel tries. */
	public static final int MOST_BAITS = 5;

	/** As many questions as a channel asks. */
	public static final int MOST_QUESTIONS = Questionnaire.MOST;

	/**
	 * The same without surrounding space; the questions are judged by themselves.
	 * @throws ChannelRefused if a part is missing, too much, too long or there twice
	 */
	ChannelTerms checked() {
		String what = name.strip();
		if (what.isEmpty() || what.length() > LONGEST_NAME || what.indexOf('\0') >= 0) {
			throw ChannelRefused.name(LONGEST_NAME);
		}
		List<Entry> entries = groups.stream().map(Entry::checked).toList();
		boolean once = entries.stream().map(Entry::group).allMatch(new HashSet<>()::add);
		if (entries.isEmpty() || entries.size() > MOST_GROUPS || !once) {
			throw ChannelRefused.groups(MOST_GROUPS);
		}
		List<Bait> lures = baits.stream().map(Bait::checked).distinct().toList();
		if (lures.isEmpty() || lures.size() > MOST_BAITS) {
			throw ChannelRefused.baits(MOST_BAITS);
		}
		return new ChannelTerms(what, entries, lures, questions);
	}
}
