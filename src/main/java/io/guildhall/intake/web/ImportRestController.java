package io.guildhall.intake.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.intake.ImportChoice;
import io.guildhall.intake.ImportDetails;
import io.guildhall.intake.ImportId;
import io.guildhall.intake.ImportKind;
import io.guildhall.intake.ImportProblem;
import io.guildhall.intake.ImportRunning;
import io.guildhall.intake.ImportService;
import io.guildhall.intake.ImportSummary;
import io.guildhall.intake.ImportUploading;
import io.guildhall.intake.ImportedMember;
import io.guildhall.intake.Upload;
import io.guildhall.member.RunChange;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** Imports for programs. */
@Tag(name = "Imports")
@RestController
@RequestMapping("/api/v1/imports")
@RequiredArgsConstructor
class ImportRestController {

	private final ImportService imports;

	private final ImportUploading uploading;

	private final ImportRunning running;

	private final Idempotency idempotency;

	private final ProblemsCsv csv;

	@Operation(summary = "Imports, the latest first")
	@GetMapping
	Slice<ImportSummary> list(@RequestParam(required = false) @Nullable String after) {
		return imports.list(after, Slice.PAGE);
	}

	@Operation(summary = "An import")
	@GetMapping("/{id}")
	ImportDetails get(@PathVariable ImportId id) {
		return imports.get(id);
	}

	/** Uploads files (the parts {@code files}), or zips of them. */
	@Operation(summary = "Uploads files; what they are is recognized")
	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	ImportDetails upload(@RequestParam List<MultipartFile> files,
			@RequestParam(required = false) @Nullable ImportKind kind,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		List<Upload> uploads = files.stream().map(ImportController::upload).toList();
		UploadRequest request = new UploadRequest(kind,
				uploads.stream().map(upload -> upload.name() + "/" + upload.size()).toList());
		String own = "api/" + ((key != null && !key.isBlank()) ? key : Ids.next().toString());
		return idempotency.once(key, request, ImportDetails.class,
				() -> imports.get(uploading.upload(kind, own, uploads)));
	}

	/** Takes what was chosen for an import; what is left out stays as it is. */
	@Operation(summary = "Says what the files do not say about themselves")
	@PutMapping("/{id}/choice")
	ImportDetails choose(@PathVariable ImportId id, @RequestBody ImportChoice choice) {
		imports.choose(id, choice);
		return imports.get(id);
	}

	/** Tries an import without writing. */
	@Operation(summary = "Tries an import without writing")
	@PostMapping("/{id}/check")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ImportDetails check(@PathVariable ImportId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, new Order(id, "check"), ImportDetails.class, () -> {
			running.check(id);
			return imports.get(id);
		});
	}

	/** Starts an import, or lets it go on. */
	@Operation(summary = "Starts an import, or lets it go on")
	@PostMapping("/{id}/start")
	@ResponseStatus(HttpStatus.ACCEPTED)
	JobResponse start(@PathVariable ImportId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, new Order(id, "start"), JobResponse.class,
				() -> new JobResponse(running.start(id)));
	}

	/** Stops what runs. */
	@Operation(summary = "Stops what runs")
	@PostMapping("/{id}/cancel")
	@ResponseStatus(HttpStatus.ACCEPTED)
	ImportDetails cancel(@PathVariable ImportId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, new Order(id, "cancel"), ImportDetails.class, () -> {
			running.cancel(id);
			return imports.get(id);
		});
	}

	/** Takes a whole import back. */
	@Operation(summary = "Takes a whole import back")
	@PostMapping("/{id}/undo")
	@ResponseStatus(HttpStatus.ACCEPTED)
	JobResponse undo(@PathVariable ImportId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, new Order(id, "undo"), JobResponse.class, () -> new JobResponse(running.undo(id)));
	}

	@Operation(summary = "The rows that could not be taken")
	@GetMapping("/{id}/problems")
	Slice<ImportProblem> problems(@PathVariable ImportId id, @RequestParam(defaultValue = "false") boolean dry,
			@RequestParam(required = false) @Nullable String after) {
		return imports.problems(id, dry, after, Slice.PAGE);
	}

	@Operation(summary = "The rows that could not be taken, as a CSV")
	@GetMapping("/{id}/problems.csv")
	ResponseEntity<byte[]> problemsCsv(@PathVariable ImportId id, @RequestParam(defaultValue = "false") boolean dry,
			Locale locale) {
		return csv.answer(id, dry, locale);
	}

	@Operation(summary = "The members that an import made, or met")
	@GetMapping("/{id}/members")
	Slice<ImportedMember> members(@PathVariable ImportId id, @RequestParam(required = false) @Nullable Boolean made,
			@RequestParam(required = false) @Nullable String after) {
		return imports.members(id, made, after, Slice.PAGE);
	}

	@Operation(summary = "What an import of changes changed of members, and what taking it back put back and kept")
	@GetMapping("/{id}/changes")
	Slice<RunChange> changes(@PathVariable ImportId id, @RequestParam(required = false) @Nullable String after) {
		return imports.changes(id, after, Slice.PAGE);
	}

	record UploadRequest(@Nullable ImportKind kind, List<String> files) {
	}

	record Order(ImportId id, String what) {
	}

	record JobResponse(UUID job) {
	}

}
