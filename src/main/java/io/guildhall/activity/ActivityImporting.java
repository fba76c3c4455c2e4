package io.guildhall.activity;

import java.util.UUID;
import java.util.regex.Pattern;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

import lombok.RequiredArgsConstructor;

/** Takes in what files bring, by the thousand, and takes it back. */
@Service
@Transactional
@RequiredArgsConstructor
public class ActivityImporting {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

	private final ActivityFolding folding;

	private final ActivityUndoing undoing;

	/**
	 * Stores the events of a staging table and rolls up those that were really new, in
	 * the caller's transaction, so that events and roll-up never disagree and the same
	 * events twice change nothing. The table has the columns {@code member_id uuid,
	 * group_id uuid, at timestamptz, day date, kind text, characters int, source text,
	 * external_id text, has_link boolean, pitch text, reply_to text, text text}; the
	 * source names the chat within which the external id is unique, and {@code reply_to}
	 * is such an id. Rows without a member, a group or a day are left alone.
	 * @param run of the import, by which it can be taken back
	 */
	public ActivityTaken take(UUID run, String stagingTable) {
		Assert.isTrue(NAME.matcher(stagingTable).matches(), "No name of a staging table");
		return folding.take(run, stagingTable);
	}

	/**
	 * Takes back what a run brought, and only that: what was there before it stays.
	 * Nothing happens the second time.
	 * @return how many events went
	 */
	public long undo(UUID run) {
		return undoing.undo(run);
	}

}
