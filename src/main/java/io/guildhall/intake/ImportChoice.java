package io.guildhall.intake;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.DateOrder;

/**
 * What a person chose for an import. Kind, zone, chats and columns stay as they are where
 * they are null.
 *
 * @param kind MEMBERS or ORDERS, for a table that was taken for the other; MEMBERS, for
 * one of members that was taken out of another organization, CHANGES for one of this
 * @param zone of local times
 * @param dateOrder of dates that can be read in two ways
 * @param chats where each chat goes, by its key; one that is missing is left out
 * @param newCommunity name of a community that is founded: every chat without a group
 * gets one in it
 * @param group that the members of a table belong to, or into which every chat goes that
 * has none yet
 * @param columns what each column (from 0) holds; those that are missing are not read
 */
public record ImportChoice(@Nullable ImportKind kind, @Nullable String zone, @Nullable DateOrder dateOrder,
		@Nullable Map<String, Target> chats, @Nullable String newCommunity, @Nullable UUID group,
		@Nullable Map<Integer, Field> columns) {

	/**
	 * Where a chat goes.
	 *
	 * @param group one that there is
	 * @param community else the one in which a group is made with the chat's name
	 */
	public record Target(@Nullable UUID group, @Nullable UUID community) {
	}
}
