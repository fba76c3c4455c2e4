package io.guildhall.merge.web;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberId;
import io.guildhall.merge.MergeDetails;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergePreview;
import io.guildhall.merge.MergeService;
import io.guildhall.merge.MergeSuggestions;
import io.guildhall.merge.MergeSuggestion;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Members who are one, for programs. */
@Tag(name = "Members")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class MergeRestController {

	private final MergeService merges;

	private final MergeSuggestions suggestions;

	private final Idempotency idempotency;

	@Operation(summary = "Members who may be one person, the likeliest first; of all, or with whom one member may be")
	@GetMapping("/merge-suggestions")
	Slice<MergeSuggestion> suggestions(@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after) {
		return suggestions.list(member, after);
	}

	@Operation(summary = "Looks for such members, in the background; every night does so anyway")
	@PostMapping("/merge-suggestions/searches")
	Started search() {
		return new Started(suggestions.search());
	}

	@Operation(summary = "The two are two people: the suggestion does not come back")
	@PostMapping("/merge-suggestions/{id}/dismissal")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void dismiss(@PathVariable UUID id) {
		suggestions.dismiss(id);
	}

	@Operation(summary = "What was merged, the latest first")
	@GetMapping("/merges")
	Slice<MergeDetails> list(@RequestParam(required = false) @Nullable String after) {
		return merges.list(after);
	}

	@Operation(summary = "A merge")
	@GetMapping("/merges/{id}")
	MergeDetails get(@PathVariable MergeId id) {
		return merges.get(id);
	}

	@Operation(summary = "What merging two members would do, without doing it")
	@PostMapping("/merges/preview")
	Preview preview(@Valid @RequestBody MergeRequest request) {
		return Preview.of(merges.preview(request.one(), request.other()));
	}

	@Operation(summary = "Makes two members one: the one known longer keeps its id, the other leads there")
	@PostMapping("/merges")
	ResponseEntity<MergeDetails> merge(@Valid @RequestBody MergeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		MergeId id = idempotency.once(key, request, MergeId.class, () -> merges.merge(request.one(), request.other()));
		return ResponseEntity.created(URI.create("/api/v1/merges/" + id)).body(merges.get(id));
	}

	@Operation(summary = "Makes them two again; what came since stays with the survivor")
	@PostMapping("/merges/{id}/undo")
	MergeDetails undo(@PathVariable MergeId id) {
		merges.undo(id);
		return merges.get(id);
	}

	record Started(UUID job) {
	}

	record MergeRequest(@NotNull MemberId one, @NotNull MemberId other) {
	}

	/**
	 * What merging would do.
	 *
	 * @param refusal code of the reason why it cannot be as things stand
	 */
	record Preview(MemberDetails survivor, MemberDetails merged, List<MergePreview.Belonging> belongings,
			@Nullable String refusal) {

		static Preview of(MergePreview preview) {
			return new Preview(preview.survivor(), preview.merged(), preview.belongings(),
					(preview.refusal() != null) ? preview.refusal().getCode() : null);
		}
	}

}
