package io.guildhall.segment.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.segment.SegmentDetails;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentPreview;
import io.guildhall.segment.SegmentPreviews;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Segments for programs. */
@Tag(name = "Segments")
@RestController
@RequestMapping("/api/v1/segments")
@RequiredArgsConstructor
class SegmentRestController {

	private final SegmentService segments;

	private final SegmentPreviews previews;

	private final AskedFields asked;

	private final Idempotency idempotency;

	@Operation(summary = "Segments by name: those that are offered, or the archived ones")
	@GetMapping
	Slice<SegmentDetails> list(@RequestParam(defaultValue = "false") boolean archived,
			@RequestParam(required = false) @Nullable String after) {
		return segments.list(archived, after);
	}

	@Operation(summary = "What rules can ask for: keys, kinds and values")
	@GetMapping("/fields")
	Fields fields(Locale locale) {
		return new Fields(asked.all(locale));
	}

	@Operation(summary = "A segment")
	@GetMapping("/{id}")
	ResponseEntity<SegmentDetails> get(@PathVariable SegmentId id) {
		SegmentDetails segment = segments.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(segment.version())).body(segment);
	}

	@Operation(summary = "Whom a rule means now, without keeping it")
	@PostMapping("/preview")
	SegmentPreview preview(@RequestBody SegmentRule rule) {
		return previews.of(rule);
	}

	@Operation(summary = "How many a rule means now, without keeping it")
	@PostMapping("/count")
	Counted count(@RequestBody SegmentRule rule) {
		return new Counted(previews.count(rule));
	}

	@Operation(summary = "Saves a live segment")
	@PostMapping
	ResponseEntity<SegmentDetails> create(@Valid @RequestBody SegmentRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		SegmentId id = idempotency.once(key, request, SegmentId.class,
				() -> segments.create(request.name(), request.rule()));
		return ResponseEntity.created(URI.create("/api/v1/segments/" + id)).body(segments.get(id));
	}

	@Operation(summary = "Changes a live segment")
	@PutMapping("/{id}")
	SegmentDetails change(@PathVariable SegmentId id, @Valid @RequestBody SegmentRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return segments.change(id, request.name(), request.rule(), Versions.of(ifMatch));
	}

	@Operation(summary = "Makes a frozen copy: those who are in it now")
	@PostMapping("/{id}/frozen-copies")
	ResponseEntity<SegmentDetails> freeze(@PathVariable SegmentId id, @Valid @RequestBody CopyRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		SegmentId copy = idempotency.once(key, List.of(id, request.name()), SegmentId.class,
				() -> segments.freeze(id, request.name()));
		return ResponseEntity.created(URI.create("/api/v1/segments/" + copy)).body(segments.get(copy));
	}

	@Operation(summary = "Offers a segment no more")
	@PostMapping("/{id}/archive")
	SegmentDetails archive(@PathVariable SegmentId id) {
		segments.archive(id);
		return segments.get(id);
	}

	@Operation(summary = "Offers an archived segment again")
	@PostMapping("/{id}/restore")
	SegmentDetails restore(@PathVariable SegmentId id) {
		segments.restore(id);
		return segments.get(id);
	}

	record Fields(List<AskedFields.AskedField> items) {
	}

	record Counted(long members) {
	}

	record SegmentRequest(@NotBlank @Size(max = 80) String name, @NotNull SegmentRule rule) {
	}

	record CopyRequest(@NotBlank @Size(max = 80) String name) {
	}

}
