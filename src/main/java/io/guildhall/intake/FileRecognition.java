package io.guildhall.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.chatlog.Chat;
import io.guildhall.chatlog.ChatFormat;
import io.guildhall.chatlog.ChatFormats;
import io.guildhall.chatlog.ChatReader;
import io.guildhall.chatlog.ChatRecord;
import io.guildhall.chatlog.ChatSource;
import io.guildhall.chatlog.ChatlogRefused;
import io.guildhall.chatlog.DateOrder;
import io.guildhall.chatlog.ReadOptions;
import io.guildhall.chatlog.Recognition;
import io.guildhall.file.FileContent;
import io.guildhall.table.TableHead;
import io.guildhall.table.TableRefused;
import io.guildhall.table.TableSource;
import io.guildhall.table.Tables;

/**
 * Finds out by its content what a stored file is: a chat, a table, or nothing of ours.
 */
@Component
class FileRecognition {

	/**
	 * So many records are looked through for the chats of a file that may hold several.
	 */
	private static final int LOOK = 20_000;

	/** Below it a table is the likelier reading. */
	private static final int SURE = 50;

	/**
	 * What a file is.
	 *
	 * @param file what is kept of it; null where it is refused
	 * @param kind what it holds; null where it is refused
	 * @param header the names of the columns, for a table
	 * @param chats found in it, for a chat
	 * @param refusal why it is left out
	 */
	record Answer(ImportFile.@Nullable Recognized file, @Nullable ImportKind kind, List<String> header,
			List<ChatChoice> chats, @Nullable String refusal) {

		static Answer refused(String code) {
			return new Answer(null, null, List.of(), List.of(), code);
		}

	}

	/** Reads the head of the file, and of some chats more. */
	Answer recognize(FileContent content, ZoneId zone) {
		if (content.size() == 0) {
			return Answer.refused("intake.file.empty");
		}
		ChatSource source = source(content);
		Recognition chat = ChatFormats.recognize(source);
		if (chat.isRecognized() && chat.confidence() >= SURE) {
			return chat(source, chat, zone);
		}
		TableHead table = Tables.recognize(source(content, content.name()));
		if (table.isTable()) {
			return table(table);
		}
		return chat.isRecognized() ? chat(source, chat, zone) : Answer.refused(refusal(chat, table));
	}

	/** What can be told of a file that is nothing of ours. */
	private static String refusal(Recognition chat, TableHead table) {
		boolean nearlyTable = table.refusal() != null && !table.refusal().equals(TableRefused.NOT_A_TABLE);
		String refusal = nearlyTable ? table.refusal() : chat.refusal();
		return (refusal != null) ? refusal : ChatlogRefused.UNKNOWN_FORMAT;
	}

	private static Answer table(TableHead table) {
		if (table.columns().isEmpty()) {
			return Answer.refused("intake.file.no-head");
		}
		return new Answer(
				new ImportFile.Recognized(Objects.requireNonNull(table.format()).name(), null, table.charset(), true,
						true, table.confidence(), null),
				Columns.kindOf(table.columns()), table.columns(), List.of(), null);
	}

	static TableSource source(FileContent content, String name) {
		return TableSource.of(name, content.size(), content::stream);
	}

	static ChatSource source(FileContent content) {
		return ChatSource.of(content.name(), content.size(), content::stream);
	}

	private static Answer chat(ChatSource source, Recognition chat, ZoneId zone) {
		ChatFormat format = Objects.requireNonNull(chat.format());
		if (chat.dateMissing()) {
			return Answer.refused(ChatlogRefused.DATE_MISSING);
		}
		boolean dated = true;
		Map<String, ChatChoice> chats;
		try {
			try {
				chats = chats(source, chat, ReadOptions.in(zone));
			}
			catch (ChatlogRefused ambiguous) {
				if (!ambiguous.getCode().equals(ChatlogRefused.DATE_ORDER)) {
					return Answer.refused(ambiguous.getCode());
				}
				dated = false;
				chats = chats(source, chat, ReadOptions.in(zone).withDateOrder(DateOrder.DAY_MONTH_YEAR));
			}
		}
		catch (UncheckedIOException | IOException broken) {
			return Answer.refused("intake.file.broken");
		}
		if (chats.isEmpty()) {
			return Answer.refused("intake.file.no-record");
		}
		return new Answer(
				new ImportFile.Recognized(format.name(), format.carrier(), chat.charset(), chat.zoned(), dated,
						chat.confidence(), chat.chatName()),
				ImportKind.CHATS, List.of(), List.copyOf(chats.values()), null);
	}

	/**
	 * Those that the file names, else one record tells the chat; an export of a whole
	 * account may hold many.
	 */
	private static Map<String, ChatChoice> chats(ChatSource source, Recognition chat, ReadOptions options)
			throws IOException {
		ChatFormat format = Objects.requireNonNull(chat.format());
		boolean several = format == ChatFormat.TELEGRAM_JSON || format == ChatFormat.QQ_TXT;
		Map<String, ChatChoice> chats = new LinkedHashMap<>();
		try (ChatReader reader = ChatFormats.open(source, chat, options)) {
			for (Chat named : reader.chats()) {
				String key = ChatTaking.key(named);
				chats.putIfAbsent(key, ChatChoice.open(key, named.name(), format.carrier()));
			}
			ChatRecord next = reader.next();
			for (int i = 0; next != null && i < LOOK && (several || chats.isEmpty()); i++) {
				String key = ChatTaking.key(next.chat());
				String name = next.chat().name();
				chats.computeIfAbsent(key, unseen -> ChatChoice.open(unseen, name, format.carrier()));
				next = reader.next();
			}
		}
		return chats;
	}

}
