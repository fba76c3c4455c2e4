package io.guildhall.onboarding;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a channel. */
public class ChannelRefused extends DomainException {

	private ChannelRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "onboarding." + code, message, subject);
	}

	static ChannelRefused unknown() {
		return new ChannelRefused(Kind.NOT_FOUND, "unknown", "There is no such channel");
	}

	static ChannelRefused name(int longest) {
		return new ChannelRefused(Kind.INVALID, "name.wrong", "A channel has a name of 1 to %s characters", longest);
	}

	static ChannelRefused groups(int most) {
		return new ChannelRefused(Kind.INVALID, "groups.wrong", "A channel leads to 1 to %s groups, each once", most);
	}

	static ChannelRefused communities() {
		return new ChannelRefused(Kind.INVALID, "communities", "The groups of a channel are of one community");
	}

	static ChannelRefused entry(int longest) {
		return new ChannelRefused(Kind.INVALID, "entry.wrong", "Each group has an entry of 1 to %s characters",
				longest);
	}

	static ChannelRefused baits(int most) {
		return new ChannelRefused(Kind.INVALID, "baits.wrong", "A channel has 1 to %s baits", most);
	}

	static ChannelRefused bait(int title, int text) {
		return new ChannelRefused(Kind.INVALID, "bait.wrong", "A bait has a title of 1 to %s and a text of at most %s",
				title, text);
	}

	static ChannelRefused noBait() {
		return new ChannelRefused(Kind.NOT_FOUND, "bait.unknown", "The channel does not try such a bait now");
	}

	static ChannelRefused questions(int most) {
		return new ChannelRefused(Kind.INVALID, "questions.wrong", "A channel asks at most %s questions", most);
	}

	static ChannelRefused question(int longest) {
		return new ChannelRefused(Kind.INVALID, "question.wrong", "A question or option has 1 to %s characters",
				longest);
	}

	static ChannelRefused options(int most) {
		return new ChannelRefused(Kind.INVALID, "options.wrong", "There are 2 to %s options to choose from, each once",
				most);
	}

	static ChannelRefused field() {
		return new ChannelRefused(Kind.INVALID, "field.unknown", "A question fills a field that there is not");
	}

	static ChannelRefused ladderSteps() {
		return new ChannelRefused(Kind.INVALID, "ladder.steps.wrong", "A ladder has a step after joining");
	}

	static ChannelRefused ladderCheckIns(int most) {
		return new ChannelRefused(Kind.INVALID, "ladder.check-ins.wrong", "One checks in on 1 to %s days", most);
	}

	static ChannelRefused ladderStuckDays(int longest) {
		return new ChannelRefused(Kind.INVALID, "ladder.stuck-days.wrong", "One is stuck after 0 to %s days", longest);
	}

	static ChannelRefused tag(int longest) {
		return new ChannelRefused(Kind.INVALID, "tag.wrong", "A tag has at most %s characters", longest);
	}

}
