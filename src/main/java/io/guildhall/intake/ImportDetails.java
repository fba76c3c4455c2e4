package io.guildhall.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * All about an import.
 *
 * @param expected what the dry run found
 * @param counts what came in so far
 * @param sample rows of the dry run
 * @param bytes done of {@code totalBytes}
 * @param job that works on it now
 * @param failure the code of why it broke off
 * @param by the name of who uploaded it
 */
public record ImportDetails(ImportId id, ImportKind kind, ImportState state, String name, ImportOptions options,
		List<File> files, Counts expected, Counts counts, List<SampleRow> sample, long records, long bytes,
		long totalBytes, @Nullable UUID job, @Nullable String failure, Instant createdAt, String by,
		@Nullable Instant checkedAt, @Nullable Instant startedAt, @Nullable Instant endedAt, long version) {

	static ImportDetails of(Import found, List<ImportFile> files) {
		return new ImportDetails(found.getId(), found.getKind(), found.getState(), found.getName(), found.getOptions(),
				files.stream().map(File::of).toList(), found.getExpected(), found.getCounts(), found.getSample(),
				found.getRecords(), found.getBytes(), found.getTotalBytes(), found.getJobId(), found.getFailure(),
				found.getCreatedAt(), found.getCreatedByName(), found.getCheckedAt(), found.getStartedAt(),
				found.getEndedAt(), found.version());
	}

	/** What it can be taken for; chats for nothing else. */
	public List<ImportKind> kinds() {
		return (kind == ImportKind.CHATS) ? List.of() : Columns.kinds(options.header()).stream().sorted().toList();
	}

	/** Whether it is a table that was taken out of a house like this. */
	public boolean wasTakenOut() {
		return kinds().contains(ImportKind.CHANGES);
	}

	/** Whether a file's times say no zone, so that one must be chosen. */
	public boolean asksForZone() {
		return kind != ImportKind.CHATS || files.stream().anyMatch(file -> file.refusal() == null && !file.zoned());
	}

	/** Whether dates can be read in two ways, so that somebody must say. */
	public boolean asksForDateOrder() {
		return files.stream().anyMatch(file -> file.refusal() == null && !file.dated());
	}

	/**
	 * A file and what it was recognized as.
	 *
	 * @param zoned whether its times say their zone
	 * @param dated whether its dates can be read in one way only
	 * @param confidence in per cent
	 * @param refusal the code of why it is left out; null where it is not
	 */
	public record File(int ordinal, String name, long size, @Nullable String format, @Nullable String carrier,
			@Nullable String charset, boolean zoned, boolean dated, int confidence, @Nullable String chatName,
			@Nullable String refusal) {

		static File of(ImportFile file) {
			return new File(file.getOrdinal(), file.getName(), file.getSize(), file.getFormat(), file.getCarrier(),
					file.getCharset(), file.isZoned(), file.isDated(), file.getConfidence(), file.getChatName(),
					file.getRefusal());
		}

	}
}
