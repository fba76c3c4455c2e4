package io.guildhall.chatlog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What somebody sent by WhatsApp: words, or what stands in an export for something else,
 * in the languages of the phones that wrote it.
 */
record WhatsAppSent(SpeechKind kind, String words) {

	private static final WhatsAppSent NOTHING = new WhatsAppSent(SpeechKind.OTHER, "");

	private static final int LONGEST_CAPTION = 2000;

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

	/** Whether what follows a mark was sent by somebody and is not a notice. */
	static boolean isSent(String marked) {
		WhatsAppSent sent = of(marked);
		return sent.kind() != SpeechKind.TEXT && sent.kind() != SpeechKind.LINK;
	}

	/** What a message holds behind its head. */
	static WhatsAppSent of(String raw) {
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
			return NOTHING;
		}
		WhatsAppSent placeholder = placeholder(text, marked);
		return (placeholder != null) ? placeholder : new WhatsAppSent(Words.kind(text), text);
	}

	private static @Nullable WhatsAppSent placeholder(String text, boolean marked) {
		if (text.length() <= 60 && DELETED
			.contains(text.endsWith(".") || text.endsWith("。") ? text.substring(0, text.length() - 1) : text)) {
			return NOTHING;
		}
		if (text.indexOf('<') >= 0 && text.endsWith(">")) {
			if (text.length() < 80 && OMITTED.matcher(text).matches()) {
				return NOTHING;
			}
			Matcher attached = ATTACHED.matcher(text.substring(text.lastIndexOf('<')));
			if (attached.matches()) {
				return new WhatsAppSent(byFileName(attached.group(1)),
						text.substring(0, text.lastIndexOf('<')).strip());
			}
		}
		if (text.length() < LONGEST_CAPTION && (text.indexOf('(') > 0 || text.indexOf('（') > 0)) {
			Matcher attached = FILE_ATTACHED.matcher(text);
			if (attached.matches()) {
				String caption = attached.group(3);
				return new WhatsAppSent(byFileName(attached.group(1)), (caption != null) ? caption.strip() : "");
			}
		}
		if (marked && text.length() < 60) {
			Matcher leftOut = MEDIA_LEFT_OUT.matcher(text);
			if (leftOut.matches()) {
				return new WhatsAppSent(byWord((leftOut.group(1) != null) ? leftOut.group(1) : leftOut.group(2)), "");
			}
		}
		if (text.startsWith("POLL:") || text.startsWith("投票：") || text.startsWith("投票:")) {
			return new WhatsAppSent(SpeechKind.POLL, text);
		}
		if (isLocation(text)) {
			return new WhatsAppSent(SpeechKind.LOCATION, "");
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

}
