package io.guildhall.intake;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * Files that came in together: tried without writing, then taken in from the position it
 * remembers, so that it goes on where it broke off, and taken back as a whole.
 */
@Entity
@Table(name = "imports")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Import extends TenantOwned {

	private static final Set<ImportState> CHOOSING = EnumSet.of(ImportState.UPLOADED, ImportState.CHECKED);

	private static final Set<ImportState> STARTING = EnumSet.of(ImportState.CHECKED, ImportState.CANCELLED,
			ImportState.FAILED);

	private static final Set<ImportState> TAKEN = EnumSet.of(ImportState.DONE, ImportState.CANCELLED,
			ImportState.FAILED);

	@EmbeddedId
	private ImportId id;

	@Enumerated(EnumType.STRING)
	private ImportKind kind;

	@Enumerated(EnumType.STRING)
	private ImportState state;

	private String name;

	private String uploadKey;

	@JdbcTypeCode(SqlTypes.JSON)
	private ImportOptions options;

	@JdbcTypeCode(SqlTypes.JSON)
	private Counts expected;

	@JdbcTypeCode(SqlTypes.JSON)
	private Counts counts;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<SampleRow> sample;

	private int fileOrdinal;

	private long records;

	private long bytes;

	private long totalBytes;

	private @Nullable UUID jobId;

	private @Nullable String failure;

	private Instant createdAt;

	private @Nullable UUID createdBy;

	private String createdByName;

	private @Nullable Instant checkedAt;

	private @Nullable Instant startedAt;

	private @Nullable Instant endedAt;

	Import(ImportId id, ImportKind kind, String name, String uploadKey, ImportOptions options, long totalBytes,
			Actor by, Instant now) {
		Assert.hasText(name, "An import needs a name");
		Assert.isTrue(totalBytes > 0, "An import of nothing is none");
		this.id = id;
		this.kind = kind;
		this.state = ImportState.UPLOADED;
		this.name = name;
		this.uploadKey = uploadKey;
		this.options = options;
		this.expected = Counts.NONE;
		this.counts = Counts.NONE;
		this.sample = List.of();
		this.totalBytes = totalBytes;
		this.createdAt = now;
		this.createdBy = by.id();
		this.createdByName = by.name();
	}

	/**
	 * Takes what was chosen; what a dry run found before holds no more.
	 * @throws ImportRefused if it has begun
	 */
	void choose(ImportKind what, ImportOptions chosen) {
		if (!CHOOSING.contains(state)) {
			throw state.isBusy() ? ImportRefused.busy() : ImportRefused.tooLateToChoose();
		}
		Assert.isTrue(what == kind || (what != ImportKind.CHATS && kind != ImportKind.CHATS),
				"A chat is no table, and no table a chat");
		kind = what;
		options = chosen;
		expected = Counts.NONE;
		sample = List.of();
		state = ImportState.UPLOADED;
	}

	/**
	 * Begins the dry run.
	 * @throws ImportRefused if it has begun, or if nothing would be taken
	 */
	void beginCheck() {
		if (!CHOOSING.contains(state)) {
			throw state.isBusy() ? ImportRefused.busy() : ImportRefused.tooLateToChoose();
		}
		if (kind == ImportKind.CHATS && options.chats().stream().noneMatch(ChatChoice::isTaken)) {
			throw ImportRefused.noGroup();
		}
		if (kind != ImportKind.CHATS) {
			Columns.check(kind, options.columns(), options.header().size());
		}
		state = ImportState.CHECKING;
		failure = null;
		bytes = 0;
	}

	/** The dry run found this. */
	void checked(Counts found, List<SampleRow> rows, List<ChatChoice> chats, Instant now) {
		Assert.state(state == ImportState.CHECKING, "No dry run goes on");
		expected = found;
		sample = List.copyOf(rows);
		options = options.withChats(chats);
		checkedAt = now;
		bytes = 0;
		jobId = null;
		state = ImportState.CHECKED;
	}

	/** The dry run ended without a finding. */
	void leaveCheck(@Nullable String why) {
		Assert.state(state == ImportState.CHECKING, "No dry run goes on");
		failure = why;
		bytes = 0;
		jobId = null;
		state = ImportState.UPLOADED;
	}

	/**
	 * Begins, or goes on where it was stopped or broke off.
	 * @throws ImportRefused if there was no dry run of what is chosen now
	 */
	void start(Instant now) {
		if (!STARTING.contains(state)) {
			throw state.isBusy() ? ImportRefused.busy() : ImportRefused.notChecked();
		}
		startedAt = now;
		endedAt = null;
		failure = null;
		state = ImportState.RUNNING;
	}

	/** Whoever is limited to groups of their own sees the imports of their own. */
	boolean mayBeSeen() {
		return !OnBehalf.ownGroupsOnly() || Objects.equals(createdBy, OnBehalf.actor().id());
	}

	/** Remembers which job works on it. */
	void workedOnBy(UUID job) {
		jobId = job;
	}

	/** Every chat that comes in has a group now. */
	void settle(List<ChatChoice> chats) {
		Assert.state(state == ImportState.RUNNING, "The import does not run");
		options = options.withChats(chats);
	}

	/** Whether the next slice begins exactly here; else another run took it. */
	boolean expects(int file, long position) {
		return state == ImportState.RUNNING
				&& ((fileOrdinal == file && records == position) || (fileOrdinal < file && position == 0));
	}

	/** A slice came in; the next one begins at this position. */
	void advance(int file, long position, long bytesDone, Counts more) {
		Assert.state(state == ImportState.RUNNING, "The import does not run");
		Assert.state(file > fileOrdinal || (file == fileOrdinal && position >= records), "An import never goes back");
		fileOrdinal = file;
		records = position;
		bytes = bytesDone;
		counts = counts.plus(more);
	}

	/** All of it came in; what the sample shows of people is needed no more. */
	void finish(Instant now) {
		Assert.state(state == ImportState.RUNNING, "The import does not run");
		end(ImportState.DONE, now);
		bytes = totalBytes;
		sample = List.of();
	}

	/** Stopped between two slices: what came in stays, until it is undone. */
	void cancel(Instant now) {
		Assert.state(state == ImportState.RUNNING, "The import does not run");
		end(ImportState.CANCELLED, now);
	}

	/** Broke off between two slices. */
	void fail(String why, Instant now) {
		Assert.state(state == ImportState.RUNNING, "The import does not run");
		end(ImportState.FAILED, now);
		failure = why;
	}

	/**
	 * Begins to take it back.
	 * @throws ImportRefused if nothing came in
	 */
	void beginUndo() {
		if (!TAKEN.contains(state)) {
			throw state.isBusy() ? ImportRefused.busy() : ImportRefused.nothingToUndo();
		}
		state = ImportState.UNDOING;
		failure = null;
	}

	/** It was taken back, and nothing of its people is kept here. */
	void undone(Instant now) {
		Assert.state(state == ImportState.UNDOING, "The import is not being taken back");
		end(ImportState.UNDONE, now);
		sample = List.of();
	}

	/**
	 * Taking it back broke off. It can only be tried again: what is gone would not come
	 * in a second time.
	 */
	void undoFailed(String why, Instant now) {
		Assert.state(state == ImportState.UNDOING, "The import is not being taken back");
		end(ImportState.DONE, now);
		failure = why;
	}

	private void end(ImportState how, Instant now) {
		state = how;
		endedAt = now;
		jobId = null;
	}

}
