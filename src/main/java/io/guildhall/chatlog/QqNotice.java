package io.guildhall.chatlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * That somebody came into a group of QQ, or left it.
 *
 * @param names of those who did, as they stand there
 * @param by who brought them in or put them out
 */
record QqNotice(String names, boolean joined, @Nullable String by) {

	private static final Pattern JOINED = Pattern.compile("(.+?)\\s*(?:已经?|通过.{0,30})?加入了?(?:本|该|此)群[。.!！]?");

	private static final Pattern INVITED = Pattern.compile("(.+?)\\s*邀请\\s*(.+?)\\s*加入了?(?:本|该|此)?群聊?[。.!！]?");

	private static final Pattern QUIT = Pattern.compile("(.+?)\\s*(?:已经?)?(?:退出|离开)了?(?:本|该|此)群[。.!！]?");

	private static final Pattern REMOVED = Pattern
		.compile("(.+?)\\s*(?:已经?)?被\\s*(.+?)\\s*(?:移出|踢出)了?(?:本|该|此)群[。.!！]?");

	private static final int LONGEST_NOTICE = 400;

	/** What a notice tells; null where it tells nothing of that. */
	static @Nullable QqNotice read(String text) {
		if (text.length() > LONGEST_NOTICE) {
			return null;
		}
		Matcher matcher = INVITED.matcher(text);
		if (matcher.matches()) {
			return new QqNotice(matcher.group(2), true, matcher.group(1));
		}
		matcher = JOINED.matcher(text);
		if (matcher.matches()) {
			return new QqNotice(matcher.group(1), true, null);
		}
		matcher = REMOVED.matcher(text);
		if (matcher.matches()) {
			return new QqNotice(matcher.group(1), false, matcher.group(2));
		}
		matcher = QUIT.matcher(text);
		return matcher.matches() ? new QqNotice(matcher.group(1), false, null) : null;
	}

}
