package io.guildhall.intake;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.DateOrder;

/**
 * What the files do not say about themselves, chosen by a person.
 *
 * @param zone of local times
 * @param dateOrder of dates that can be read in two ways; null to infer it
 * @param chats what becomes of each chat, for chats
 * @param header the first row, for tables
 * @param columns which column (from 0) holds what, for tables
 * @param group that the members of a table belong to, if any
 */
public record ImportOptions(String zone, @Nullable DateOrder dateOrder, List<ChatChoice> chats, List<String> header,
		Map<Field, Integer> columns, @Nullable UUID group) {

	public ImportOptions {
		chats = List.copyOf(chats);
		header = List.copyOf(header);
		columns = Map.copyOf(columns);
	}

	/** For chats. */
	static ImportOptions ofChats(String zone, List<ChatChoice> chats) {
		return new ImportOptions(zone, null, chats, List.of(), Map.of(), null);
	}

	/** For a table. */
	static ImportOptions ofTable(String zone, List<String> header, Map<Field, Integer> columns) {
		return new ImportOptions(zone, null, List.of(), header, columns, null);
	}

	ImportOptions withChats(List<ChatChoice> others) {
		return new ImportOptions(zone, dateOrder, others, header, columns, group);
	}
}
