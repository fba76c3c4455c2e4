package io.guildhall.chatlog;

/** The kinds of chat export that can be read, each with the carrier it comes from. */
public enum ChatFormat {

	/** {@code result.json} of Telegram Desktop, of one chat or of a whole account. */
	TELEGRAM_JSON("TELEGRAM"),

	/** The text that a phone's WhatsApp exports. */
	WHATSAPP_TXT("WHATSAPP"),

	/** The text of QQ's message manager, of one object or of all. */
	QQ_TXT("QQ"),

	/** The CSV of MemoTrace (留痕). */
	WECHAT_CSV("WECHAT"),

	/** Logs of irclogs.ubuntu.com, irssi and WeeChat. */
	IRC_LOG("IRC"),

	/** The JSON of DiscordChatExporter, of one channel or thread. */
	DISCORD_JSON("DISCORD"),

	/** The CSV of DiscordChatExporter, of one channel or thread. */
	DISCORD_CSV("DISCORD"),

	/** The text that LINE exports. */
	LINE_TXT("LINE"),

	/**
	 * The archive that Slack exports of a workspace: people, and a folder per channel.
	 */
	SLACK_ZIP("SLACK");

	private final String carrier;

	ChatFormat(String carrier) {
		this.carrier = carrier;
	}

	/** The code of the carrier in the language of the product, such as {@code WECHAT}. */
	public String carrier() {
		return this.carrier;
	}

}
