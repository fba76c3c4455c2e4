package io.guildhall.chatlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What WhatsApp's system lines tell of people, in the languages known here. */
final class WhatsAppNotices {

	/** What happened to whom. */
	enum What {

		JOINED, LEFT, RENAMED

	}

	/** One person's part in a system line; the other is who did it or the new name. */
	record Notice(What what, String who, @Nullable String other) {

	}

	private record Rule(What what, Pattern pattern) {

	}

	private static final int LONGEST = 600;

	/** The person who exported the chat is never named. */
	private static final Set<String> EXPORTER = Set.of("you", "你", "您", "du", "sie", "tú", "você", "vous");

	private static final List<Rule> RULES = List.of(
			rule(What.RENAMED,
					"(?<who>.+?) changed (?:their phone number )?to (?:a new number: )?(?<other>\\+[\\d ()\\-]{7,}).*"),
			rule(What.JOINED, "(?<who>.+?) joined (?:using|via|from|through|by) .*"),
			rule(What.JOINED, "(?<who>.+?) created (?:group|this group|the group)\\b.*"),
			rule(What.JOINED, "(?<other>.+?) added (?<who>.+?)\\.?"),
			rule(What.JOINED, "(?<who>.+?) (?:was|were) added.*"),
			rule(What.LEFT, "(?<who>.+?) left(?: the group)?\\.?"),
			rule(What.LEFT, "(?<other>.+?) removed (?<who>.+?)\\.?"),
			rule(What.LEFT, "(?<who>.+?) (?:was|were) removed.*"),
			rule(What.JOINED, "(?<who>.+?)\\s?(?:创建|創建|建立)了(?:此|该|這個)?(?:群组|群組|群聊).*"),
			rule(What.LEFT, "(?<other>.+?)\\s?(?:已将|已將|将|將|把)\\s?(?<who>.+?)\\s?(?:移除|移出).*"),
			rule(What.LEFT, "(?<other>.+?)\\s?(?:已移除|移除了|移除)\\s?(?<who>.+?)。?"),
			rule(What.JOINED, "(?<other>.+?)\\s?(?:已将|已將|将|將|把)\\s?(?<who>.+?)\\s?(?:加入|添加|新增).*"),
			rule(What.JOINED, "(?<who>.+?)\\s?(?:已?使用|已?通过|已?透過|已?經由|已?经由).{0,40}加入.*"),
			rule(What.JOINED, "(?<other>.+?)\\s?(?:已添加|已新增|添加了|新增了|添加|新增|邀请了?|邀請了?)\\s?(?<who>.+?)(?:加入.*)?。?"),
			rule(What.JOINED, "(?<who>.+?)\\s?已?加入了?(?:此|该|該)?(?:群组|群組|群聊)?。?"),
			rule(What.LEFT, "(?<who>.+?)\\s?已?(?:退出|离开|離開)了?(?:此|该|該)?(?:群组|群組|群聊)?。?"),
			rule(What.JOINED, "(?<who>.+?) hat die Gruppe .*erstellt\\.?"),
			rule(What.LEFT, "(?<who>.+?) hat die Gruppe verlassen\\.?"),
			rule(What.JOINED, "(?<who>.+?) ist .{0,80}beigetreten\\.?"),
			rule(What.JOINED, "(?<other>.+?) hat (?<who>.+?) hinzugefügt\\.?"),
			rule(What.LEFT, "(?<other>.+?) hat (?<who>.+?) entfernt\\.?"),
			rule(What.JOINED, "(?<who>.+?) (?:se unió|entrou|a rejoint) .*"),
			rule(What.JOINED, "(?<other>.+?) (?:añadió a|adicionou|a ajouté) (?<who>.+?)\\.?"),
			rule(What.LEFT,
					"(?<who>.+?) (?:salió del grupo|ha salido del grupo|saiu|saiu do grupo|a quitté le groupe|est parti)\\.?"),
			rule(What.LEFT, "(?<other>.+?) (?:eliminó a|removeu|a retiré|a supprimé) (?<who>.+?)\\.?"));

	private WhatsAppNotices() {
	}

	private static Rule rule(What what, String pattern) {
		return new Rule(what, Pattern.compile(pattern, Pattern.DOTALL));
	}

	/** Whether the line is one of those that tell of people. */
	static boolean isNotice(String line) {
		String bare = Words.withoutMarks(line).strip();
		return bare.length() <= LONGEST && (bare.contains(" changed the ") || bare.contains("更改了")
				|| RULES.stream().anyMatch((rule) -> rule.pattern().matcher(bare).matches()));
	}

	/** What the line tells, one entry per person; empty for other notices. */
	static List<Notice> read(String line) {
		String bare = Words.withoutMarks(line).strip();
		if (bare.length() > LONGEST) {
			return List.of();
		}
		for (Rule rule : RULES) {
			Matcher matcher = rule.pattern().matcher(bare);
			if (matcher.matches()) {
				return notices(rule, matcher);
			}
		}
		return List.of();
	}

	private static List<Notice> notices(Rule rule, Matcher matcher) {
		String other = rule.pattern().pattern().contains("<other>") ? matcher.group("other").strip() : null;
		List<Notice> notices = new ArrayList<>();
		for (String who : Words.names(matcher.group("who"))) {
			if (!isExporter(who)) {
				notices.add(new Notice(rule.what(), who, (other != null && isExporter(other)) ? null : other));
			}
		}
		return notices;
	}

	private static boolean isExporter(String name) {
		return EXPORTER.contains(name.toLowerCase(Locale.ROOT));
	}

}
