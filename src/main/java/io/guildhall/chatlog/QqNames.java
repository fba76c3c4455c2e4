package io.guildhall.chatlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Who is who in QQ's text: a name with its number or address behind it and titles before
 * it. Whose name is missing goes by the one they had before.
 */
final class QqNames {

	private static final Pattern NUMBERED = Pattern.compile("(.*?)\\((\\d{4,12})\\)\\s*");

	private static final Pattern MAILED = Pattern.compile("(.*?)<([^<>\\s]+@[^<>\\s]+)>\\s*");

	private static final Pattern TITLE = Pattern.compile("^【([^【】]{1,12})】");

	private static final int REMEMBERED_NICKS = 20_000;

	private static final String ANONYMOUS = "80000000";

	private final Map<String, String> nicks = new HashMap<>();

	/** Who is shown so; null for nobody. */
	@Nullable Speaker speaker(String shown) {
		String raw = Words.withoutMarks(shown);
		Matcher matcher = NUMBERED.matcher(raw);
		boolean known = matcher.matches();
		if (!known) {
			matcher = MAILED.matcher(raw);
			known = matcher.matches();
		}
		String account = known ? matcher.group(2) : null;
		List<String> titles = new ArrayList<>();
		String nick = untitled((known ? matcher.group(1) : raw).strip(), titles);
		if (account == null) {
			return nick.isEmpty() ? null : new Speaker(QqReader.CARRIER, null, nick, titles);
		}
		if (account.equals(ANONYMOUS)) {
			titles.add("匿名");
			return new Speaker(QqReader.CARRIER, null, nick.isEmpty() ? "匿名" : nick, titles);
		}
		if (nick.isEmpty() || nick.equals(account)) {
			nick = this.nicks.getOrDefault(account, account);
		}
		else {
			if (this.nicks.size() >= REMEMBERED_NICKS) {
				this.nicks.clear();
			}
			this.nicks.put(account, nick);
		}
		return new Speaker(QqReader.CARRIER, account, nick, titles);
	}

	private static String untitled(String shown, List<String> titles) {
		String nick = shown;
		for (Matcher matcher = TITLE.matcher(nick); matcher.find(); matcher = TITLE.matcher(nick)) {
			String rest = nick.substring(matcher.end()).strip();
			if (rest.isEmpty()) {
				break;
			}
			titles.add(matcher.group(1));
			nick = rest;
		}
		return nick;
	}

}
