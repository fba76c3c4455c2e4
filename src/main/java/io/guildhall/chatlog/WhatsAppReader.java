package io.guildhall.chatlog;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads the text that WhatsApp exports. The file is read twice: first to learn the order
 * of its dates and how its heads end, since a quoted head of another kind of phone is
 * text. Records come in the order of the file, which may be off by minutes.
 */
final class WhatsAppReader extends LineChatReader {

	static final String CARRIER = ChatFormat.WHATSAPP_TXT.carrier();

	private static final int LONGEST_NAME = 120;

	private static final int LONGEST_TEXT = 1 << 20;

	private static final int LONGEST_CAPTION = 2000;

	private static final Pattern PHONE = Pattern.compile("\\+?[\\d\\s\\u00A0()\\-\\u2010\\u2011]{7,30}");

	private static final Pattern EDITED = Pattern.compile("\\s*[\\u200E\\u200F]<[^<>:]{5,60}>$");

	private static final Pattern OMITTED = Pattern.compile(
			"<[^<>]*(?i:omitted|omitido|omitida|omitidos|oculta|omis|omessi|omesso|ausgeschlossen|weggelaten|weggelassen|省略|略去|忽略|省かれ|생략|dihilangkan|без медиафайлов|пропущен)[^<>]*>");

	private static final Pattern ATTACHED = Pattern.compile("<[^<>:：]{2,24}[:：]\\s?([^<>]{1,200}\\.[A-Za-z0-9]{2,5})>");

	private static final Pattern FILE_ATTACHED = Pattern.compile(
			"([^\\n]{1,200}\\.([A-Za-z0-9]{2,5})) [(（][^()（）]*(?i:attached|adjunto|angehängt|joint|anexado|allegato|bijgevoegd|附件|添付|첨부|附加)[^()（）]*[)）](?:\\n(.*))?",
			Pattern.DOTALL);

	private static final Pattern MEDIA_LEFT_OUT = Pattern.compile(
			"(.{1,40}?)\\s?(?i:omitted|weggelassen|omitida|omitido|omessa|omesso|omise|omis|weggelaten)\\.?|(.{1,20}?)(?:已略去|已忽略|已省略|略去|省略)");

	private static final Set<String> DELETED = Set.of("This message was deleted", "You deleted this message",
			"This message was deleted by admin", "此消息已删除", "此消息已被删除", "您删除了此消息", "你删除了这条消息", "此訊息已刪除", "您已刪除此訊息",
			"你刪除了此訊息", "Diese Nachricht wurde gelöscht", "Du hast diese Nachricht gelöscht", "Se eliminó este mensaje",
			"Eliminaste este mensaje", "Mensagem apagada", "Você apagou esta mensagem", "Ce message a été supprimé",
			"Vous avez supprimé ce message");

	private static final List<Map.Entry<String, SpeechKind>> MEDIA_WORDS = List.of(
			Map.entry("sticker", SpeechKind.STICKER), Map.entry("贴图", SpeechKind.STICKER),
			Map.entry("貼圖", SpeechKind.STICKER), Map.entry("表情", SpeechKind.STICKER),
			Map.entry("image", SpeechKind.IMAGE), Map.entry("photo", SpeechKind.IMAGE),
			Map.entry("imagen", SpeechKind.IMAGE), Map.entry("bild", SpeechKind.IMAGE),
			Map.entry("foto", SpeechKind.IMAGE), Map.entry("图", SpeechKind.IMAGE), Map.entry("圖", SpeechKind.IMAGE),
			Map.entry("照片", SpeechKind.IMAGE), Map.entry("相片", SpeechKind.IMAGE), Map.entry("video", SpeechKind.VIDEO),
			Map.entry("vídeo", SpeechKind.VIDEO), Map.entry("vidéo", SpeechKind.VIDEO),
			Map.entry("gif", SpeechKind.VIDEO), Map.entry("视频", SpeechKind.VIDEO), Map.entry("視頻", SpeechKind.VIDEO),
			Map.entry("影片", SpeechKind.VIDEO), Map.entry("视讯", SpeechKind.VIDEO), Map.entry("audio", SpeechKind.VOICE),
			Map.entry("áudio", SpeechKind.VOICE), Map.entry("voice", SpeechKind.VOICE),
			Map.entry("语音", SpeechKind.VOICE), Map.entry("音频", SpeechKind.VOICE), Map.entry("音訊", SpeechKind.VOICE),
			Map.entry("語音", SpeechKind.VOICE), Map.entry("document", SpeechKind.FILE),
			Map.entry("dokument", SpeechKind.FILE), Map.entry("documento", SpeechKind.FILE),
			Map.entry("文档", SpeechKind.FILE), Map.entry("文件", SpeechKind.FILE), Map.entry("檔案", SpeechKind.FILE));

	private final DateOrder order;

	private final WhatsAppHead.Style style;

	private final LocalTimes times;

	private final Chat chat;

	private final WhatsAppHead head = new WhatsAppHead();

	private final StringBuilder text = new StringBuilder();

	private @Nullable Speaker author;

	private LocalTimes.@Nullable Moment when;

	private long begunAt;

	/** How many characters did not fit. */
	private long cut;

	/** Lines that go on with something that is no message are passed over. */
	private boolean passing;

	private WhatsAppReader(LineReader lines, Chat chat, DateOrder order, WhatsAppHead.Style style, LocalTimes times) {
		super(lines);
		this.chat = chat;
		this.order = order;
		this.style = style;
		this.times = times;
	}

	static WhatsAppReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		WhatsAppDates dates = new WhatsAppDates();
		WhatsAppHead head = new WhatsAppHead();
		try (LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength())) {
			for (String line = lines.next(); line != null; line = lines.next()) {
				if (head.scan(line)) {
					dates.see(head);
				}
			}
		}
		DateOrder order = (options.dateOrder() != null) ? options.dateOrder() : dates.order();
		WhatsAppHead.Style style = dates.style();
		if (order == null) {
			throw ChatlogRefused.dateOrderUnknown(source.fileName());
		}
		if (style == null) {
			throw ChatlogRefused.notRecognized(ChatlogRefused.UNKNOWN_FORMAT, source.fileName());
		}
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength());
		return new WhatsAppReader(lines, chat, order, style, new LocalTimes(options.zone()));
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(String line) {
		if (this.head.scan(line) && this.head.style() == this.style) {
			finish();
			begin(line);
		}
		else if (this.author != null) {
			append(line);
		}
		else if (!this.passing && !line.isBlank()) {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
		}
	}

	@Override
	void takeTooLong(String start) {
		if (this.head.scan(start) && this.head.style() == this.style) {
			finish();
			this.passing = true;
		}
		super.takeTooLong(start);
	}

	@Override
	void end() {
		finish();
	}

	private void begin(String line) {
		this.passing = true;
		LocalDateTime time = this.head.time(this.order);
		if (time == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		LocalTimes.Moment moment = this.times.at(time);
		String rest = line.substring(this.head.end());
		int colon = colon(rest);
		if (colon < 0) {
			notice(rest, moment);
			return;
		}
		Speaker speaker = speaker(rest.substring(0, colon), WhatsAppReader::speaker);
		if (speaker.displayName().isEmpty()) {
			bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
			return;
		}
		int start = (colon + 1 < rest.length() && rest.charAt(colon + 1) == ' ') ? colon + 2 : colon + 1;
		String said = rest.substring(start);
		if (said.startsWith("\u200E") && !isSent(said)) {
			notice(said, moment);
			return;
		}
		this.author = speaker;
		this.when = moment;
		this.begunAt = this.lines.number();
		this.text.setLength(0);
		this.cut = 0;
		this.text.append(said);
	}

	/** Where the name ends, or -1 where the line is a notice. */
	private int colon(String rest) {
		int colon = rest.indexOf(": ");
		if (colon < 0) {
			colon = rest.indexOf(':');
			boolean named = colon > 0 && (colon == rest.length() - 1 || hasSpoken(rest.substring(0, colon)));
			return (named && colon <= LONGEST_NAME) ? colon : -1;
		}
		if (colon > LONGEST_NAME) {
			return -1;
		}
		String name = rest.substring(0, colon);
		boolean quotes = name.indexOf('"') >= 0 || name.indexOf('“') >= 0 || name.indexOf('「') >= 0;
		return (quotes && WhatsAppNotices.isNotice(rest)) ? -1 : colon;
	}

	private void append(String line) {
		if (this.text.length() + line.length() < LONGEST_TEXT) {
			this.text.append('\n').append(line);
		}
		else {
			this.cut += 1 + line.length();
		}
	}

	private void notice(String line, LocalTimes.Moment moment) {
		int nth = 0;
		for (WhatsAppNotices.Notice notice : WhatsAppNotices.read(line)) {
			Speaker who = speaker(notice.who(), WhatsAppReader::speaker);
			String other = notice.other();
			Speaker second = (other != null) ? speaker(other, WhatsAppReader::speaker) : null;
			String id = this.ids.of(moment.local(), notice.what(), who.handle(), nth++);
			long number = this.lines.number();
			switch (notice.what()) {
				case JOINED -> emit(new Joined(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
				case LEFT -> emit(new Left(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
				case RENAMED -> {
					if (second != null) {
						emit(new Renamed(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
					}
				}
			}
		}
	}

	private void finish() {
		Speaker speaker = this.author;
		LocalTimes.Moment moment = this.when;
		this.author = null;
		this.passing = false;
		if (speaker == null || moment == null) {
			return;
		}
		String said = this.text.toString();
		String id = this.ids.of(moment.local(), speaker.handle(), said, this.cut);
		Sent sent = sent(said);
		long length = Words.length(sent.words()) + this.cut;
		emit(new Spoke(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, speaker, sent.kind(),
				(int) Math.min(length, Integer.MAX_VALUE), null, sent.words(), Words.hasLink(sent.words())));
	}

	private record Sent(SpeechKind kind, String words) {

		private static final Sent NOTHING = new Sent(SpeechKind.OTHER, "");

	}

	/** Whether what follows a mark was sent by somebody and is not a notice. */
	private static boolean isSent(String marked) {
		Sent sent = sent(marked);
		return sent.kind() != SpeechKind.TEXT && sent.kind() != SpeechKind.LINK;
	}

	private static Sent sent(String raw) {
		boolean marked = !raw.isEmpty() && Words.isMark(raw.charAt(0));
		String text = raw;
		if (text.endsWith(">") && (text.indexOf('\u200E') >= 0 || text.indexOf('\u200F') >= 0)) {
			int tail = Math.max(0, text.length() - 80);
			Matcher edited = EDITED.matcher(text.substring(tail));
			if (edited.find() && !OMITTED.matcher(edited.group()).find()) {
				text = text.substring(0, tail + edited.start());
			}
		}
		text = Words.withoutMarks(text).strip();
		if (text.isEmpty()) {
			return Sent.NOTHING;
		}
		Sent placeholder = placeholder(text, marked);
		return (placeholder != null) ? placeholder : new Sent(Words.kind(text), text);
	}

	private static @Nullable Sent placeholder(String text, boolean marked) {
		if (text.length() <= 60 && DELETED
			.contains(text.endsWith(".") || text.endsWith("。") ? text.substring(0, text.length() - 1) : text)) {
			return Sent.NOTHING;
		}
		if (text.indexOf('<') >= 0 && text.endsWith(">")) {
			if (text.length() < 80 && OMITTED.matcher(text).matches()) {
				return Sent.NOTHING;
			}
			Matcher attached = ATTACHED.matcher(text.substring(text.lastIndexOf('<')));
			if (attached.matches()) {
				return new Sent(byFileName(attached.group(1)), text.substring(0, text.lastIndexOf('<')).strip());
			}
		}
		if (text.length() < LONGEST_CAPTION && (text.indexOf('(') > 0 || text.indexOf('（') > 0)) {
			Matcher attached = FILE_ATTACHED.matcher(text);
			if (attached.matches()) {
				String caption = attached.group(3);
				return new Sent(byFileName(attached.group(1)), (caption != null) ? caption.strip() : "");
			}
		}
		if (marked && text.length() < 60) {
			Matcher leftOut = MEDIA_LEFT_OUT.matcher(text);
			if (leftOut.matches()) {
				return new Sent(byWord((leftOut.group(1) != null) ? leftOut.group(1) : leftOut.group(2)), "");
			}
		}
		if (text.startsWith("POLL:") || text.startsWith("投票：") || text.startsWith("投票:")) {
			return new Sent(SpeechKind.POLL, text);
		}
		if (isLocation(text)) {
			return new Sent(SpeechKind.LOCATION, "");
		}
		return null;
	}

	private static boolean isLocation(String text) {
		int link = text.indexOf("https://maps.google.com/");
		return link >= 0 && link < 20 && (text.indexOf(':') < link || text.indexOf('：') < link) && link > 2;
	}

	private static SpeechKind byWord(String words) {
		String small = words.toLowerCase(Locale.ROOT);
		for (Map.Entry<String, SpeechKind> entry : MEDIA_WORDS) {
			if (small.contains(entry.getKey())) {
				return entry.getValue();
			}
		}
		return SpeechKind.OTHER;
	}

	private static SpeechKind byFileName(String fileName) {
		String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		if (fileName.contains("STICKER") || fileName.startsWith("STK-")) {
			return SpeechKind.STICKER;
		}
		return switch (extension) {
			case "jpg", "jpeg", "png", "heic", "bmp", "tiff" -> SpeechKind.IMAGE;
			case "webp" -> SpeechKind.STICKER;
			case "opus", "mp3", "m4a", "aac", "ogg", "amr", "wav" -> SpeechKind.VOICE;
			case "mp4", "mov", "3gp", "mkv", "avi", "gif", "webm" -> SpeechKind.VIDEO;
			case "vcf" -> SpeechKind.OTHER;
			default -> SpeechKind.FILE;
		};
	}

	private static Speaker speaker(String raw) {
		String name = Words.withoutMarks(raw).strip();
		if (name.startsWith("~")) {
			int start = 1;
			while (start < name.length() && Words.isSpace(name.charAt(start))) {
				start++;
			}
			name = name.substring(start);
		}
		if (PHONE.matcher(name).matches()) {
			StringBuilder digits = new StringBuilder();
			name.chars().filter((c) -> c >= '0' && c <= '9').forEach((c) -> digits.append((char) c));
			if (digits.length() >= 7) {
				String sign = name.startsWith("+") ? "+" : "";
				return new Speaker(CARRIER, sign + digits, name, List.of());
			}
		}
		return Speaker.named(CARRIER, name);
	}

}
