package io.guildhall.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/** Takes files in and says what each was recognized as; nothing else happens yet. */
@Service
@RequiredArgsConstructor
@May(Permission.IMPORT_RUN)
public class ImportUploading {

	private final ImportRepository imports;

	private final ImportFileRepository files;

	private final ImportMappings mappings;

	private final FileRecognition recognition;

	private final FileService contents;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final IntakeSettings settings;

	/** How much may be uploaded at once, in megabytes. */
	public long mostMegabytes() {
		return settings.maxUpload().toMegabytes();
	}

	/**
	 * Makes an import of the files, archives unpacked. The same key again is the same
	 * import: nothing is stored a second time.
	 * @param kind what the files hold; null to find out
	 * @param key of this upload, chosen by whoever uploads
	 * @throws ImportRefused if nothing of it can be read, it is too much, or an archive
	 * is broken or a bomb
	 */
	public ImportId upload(@Nullable ImportKind kind, String key, List<Upload> uploads) {
		List<Upload> given = uploads.stream().filter(upload -> !upload.name().isBlank() || upload.size() > 0).toList();
		if (given.isEmpty()) {
			throw ImportRefused.nothingUploaded();
		}
		if (given.stream().mapToLong(Upload::size).sum() > settings.maxUpload().toBytes()) {
			throw ImportRefused.tooLarge(settings.maxUpload().toMegabytes());
		}
		ImportId known = byKey(key);
		if (known != null) {
			return known;
		}
		List<Found> found = new ArrayList<>();
		try {
			store(given, found);
			return make(kind, key, given, found);
		}
		catch (DuplicateKeyException twice) {
			forget(found);
			return Objects.requireNonNull(byKey(key));
		}
		catch (IOException ex) {
			forget(found);
			throw new UncheckedIOException(ex);
		}
		catch (RuntimeException ex) {
			forget(found);
			throw ex;
		}
	}

	private void store(List<Upload> uploads, List<Found> found) throws IOException {
		ZoneId zone = organizations.current().zone();
		Unpacking unpacking = new Unpacking(settings);
		for (Upload upload : uploads) {
			unpacking.each(upload, (name, content) -> {
				FileId id = contents.store(name, content);
				// Known from here on, so that it goes again whatever happens next.
				found.add(new Found(name, id, 0, FileRecognition.Answer.refused("intake.file.broken")));
				var stored = contents.open(id);
				found.set(found.size() - 1, new Found(name, id, stored.size(), recognition.recognize(stored, zone)));
			});
		}
		found.sort(java.util.Comparator.comparing(Found::name));
	}

	private ImportId make(@Nullable ImportKind asked, String key, List<Upload> uploads, List<Found> all) {
		List<Found> found = all.stream().map(file -> file.as(asked)).toList();
		Found first = found.stream().filter(file -> file.answer().kind() != null).findFirst().orElse(null);
		if (first == null) {
			Found wrong = found.isEmpty() ? null : found.get(0);
			throw (wrong != null)
					? ImportRefused.unreadable(Objects.requireNonNull(wrong.answer().refusal()), wrong.name())
					: ImportRefused.unreadable("intake.file.empty", uploads.get(0).baseName());
		}
		// What was taken out here is known by its ids, whatever it was uploaded as.
		boolean ours = first.answer().kind() == ImportKind.CHANGES && asked == ImportKind.MEMBERS;
		ImportKind kind = (asked != null && !ours) ? asked : Objects.requireNonNull(first.answer().kind());
		List<Found> fitting = found.stream().map(file -> file.besides(kind, first)).toList();
		if (fitting.stream().allMatch(file -> file.answer().file() == null)) {
			throw ImportRefused.unreadable(Objects.requireNonNull(fitting.get(0).answer().refusal()),
					fitting.get(0).name());
		}
		String name = (uploads.size() == 1) ? uploads.get(0).baseName() : first.name();
		ImportId id = ImportId.next();
		transaction.executeWithoutResult(status -> {
			long total = fitting.stream().filter(file -> file.answer().file() != null).mapToLong(Found::size).sum();
			imports.saveAndFlush(new Import(id, kind, name, key, options(kind, first, fitting), total, OnBehalf.actor(),
					clock.instant()));
			List<ImportFile> rows = new ArrayList<>();
			for (Found file : fitting) {
				rows.add(file.row(id, rows.size()));
			}
			files.saveAll(rows);
			audit.record("intake.uploaded", "import", id, Map.of("kind", kind, "files", rows.size()));
		});
		fitting.stream().filter(file -> file.answer().file() == null).forEach(file -> contents.delete(file.content()));
		return id;
	}

	private ImportOptions options(ImportKind kind, Found first, List<Found> found) {
		String zone = organizations.current().zone().getId();
		if (kind != ImportKind.CHATS) {
			List<String> header = first.answer().header();
			return ImportOptions.ofTable(zone, header, kind.isChosen()
					? mappings.find(kind, header).orElseGet(() -> Columns.guess(kind, header)) : Map.of());
		}
		Map<String, ChatChoice> chats = new LinkedHashMap<>();
		found.forEach(file -> file.answer().chats().forEach(chat -> chats.putIfAbsent(chat.key(), chat)));
		return ImportOptions.ofChats(zone, chats.values().stream().map(this::likely).toList());
	}

	/** A chat goes into the group that is called like it. */
	private ChatChoice likely(ChatChoice chat) {
		return communities.groups()
			.stream()
			.filter(group -> group.name().equalsIgnoreCase(chat.name()))
			.filter(group -> group.carrier().name().equals(chat.carrier()))
			.findFirst()
			.map(group -> chat.into(group.id().id()))
			.orElse(chat);
	}

	private @Nullable ImportId byKey(String key) {
		return Objects.requireNonNull(transaction.execute(status -> imports.findByUploadKey(key).map(Import::getId)))
			.orElse(null);
	}

	private void forget(List<Found> found) {
		found.forEach(file -> contents.delete(file.content()));
	}

	private record Found(String name, FileId content, long size, FileRecognition.Answer answer) {

		/** A table is of the kind that was asked for, whatever its columns suggest. */
		Found as(@Nullable ImportKind asked) {
			boolean table = answer.kind() != null && answer.kind().isChosen();
			if (!table || asked == null || !asked.isChosen()) {
				return this;
			}
			return new Found(name, content, size,
					new FileRecognition.Answer(answer.file(), asked, answer.header(), List.of(), null));
		}

		/** Left out where it is something else than the others. */
		Found besides(ImportKind kind, Found first) {
			if (answer.kind() == null) {
				return this;
			}
			if (answer.kind() != kind) {
				return new Found(name, content, size, FileRecognition.Answer.refused("intake.file.other-kind"));
			}
			boolean same = Columns.fingerprint(answer.header()).equals(Columns.fingerprint(first.answer().header()));
			return same ? this
					: new Found(name, content, size, FileRecognition.Answer.refused("intake.file.other-columns"));
		}

		ImportFile row(ImportId of, int ordinal) {
			ImportFile.Recognized recognized = answer.file();
			if (recognized != null) {
				return new ImportFile(of, ordinal, name, size, content.id(), recognized);
			}
			return new ImportFile(of, ordinal, name, size, Objects.requireNonNull(answer.refusal()));
		}

	}

}
