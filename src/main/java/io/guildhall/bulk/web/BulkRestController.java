package io.guildhall.bulk.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.bulk.BulkActions;
import io.guildhall.bulk.BulkDetails;
import io.guildhall.bulk.BulkId;
import io.guildhall.bulk.BulkKind;
import io.guildhall.bulk.BulkOutcome;
import io.guildhall.bulk.BulkRow;
import io.guildhall.member.MemberFilter;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** What is done to many members at once, for programs. */
@Tag(name = "Bulk actions")
@RestController
@RequestMapping("/api/v1/bulk-actions")
@RequiredArgsConstructor
class BulkRestController {

	private final BulkActions bulk;

	private final Idempotency idempotency;

	@Operation(summary = "Bulk actions, the latest first")
	@GetMapping
	Slice<BulkDetails> list(@RequestParam(required = false) @Nullable String after) {
		return bulk.list(after);
	}

	@Operation(summary = "Does something to everybody whom a filter means, in the background")
	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	BulkDetails start(@Valid @RequestBody BulkRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return bulk.get(idempotency.once(key, request, BulkId.class,
				() -> bulk.start(request.kind(), request.filter(), request.target())));
	}

	@Operation(summary = "A bulk action, how far it is and what came of it")
	@GetMapping("/{id}")
	BulkDetails get(@PathVariable BulkId id) {
		return bulk.get(id);
	}

	@Operation(summary = "What became of each member")
	@GetMapping("/{id}/members")
	Slice<BulkRow> members(@PathVariable BulkId id, @RequestParam(required = false) @Nullable BulkOutcome outcome,
			@RequestParam(required = false) @Nullable String after) {
		return bulk.rows(id, outcome, after);
	}

	@Operation(summary = "Takes back what it did, as far as nobody did something else since")
	@PostMapping("/{id}/undo")
	@ResponseStatus(HttpStatus.ACCEPTED)
	BulkDetails undo(@PathVariable BulkId id) {
		return bulk.undo(id);
	}

	@Operation(summary = "The table that an export made; that it was fetched is written down")
	@PostMapping("/{id}/file")
	void file(@PathVariable BulkId id, HttpServletResponse response) throws IOException {
		BulkController.send(bulk.file(id), response);
	}

	record BulkRequest(@NotNull BulkKind kind, @NotBlank @Size(max = 40) String target,
			@Size(max = 200) @Nullable String q, @Nullable Map<String, String> fields,
			@Size(max = 10_000) @Nullable List<UUID> members) {

		MemberFilter filter() {
			return new MemberFilter(q, fields, members);
		}
	}

}
