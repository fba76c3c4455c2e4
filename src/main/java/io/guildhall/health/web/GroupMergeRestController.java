package io.guildhall.health.web;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.health.GroupMerge;
import io.guildhall.health.GroupMergeId;
import io.guildhall.health.GroupMergePreview;
import io.guildhall.health.GroupMerges;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Groups that go into others, for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1/group-merges")
@RequiredArgsConstructor
class GroupMergeRestController {

	private final GroupMerges merges;

	private final Idempotency idempotency;

	@Operation(summary = "Groups that went into others, the latest first")
	@GetMapping
	Slice<GroupMerge> list(@RequestParam(required = false) @Nullable String after) {
		return merges.list(after);
	}

	@Operation(summary = "A merge of groups")
	@GetMapping("/{id}")
	GroupMerge get(@PathVariable GroupMergeId id) {
		return merges.get(id);
	}

	@Operation(summary = "What merging two groups would do, without doing it")
	@PostMapping("/preview")
	Preview preview(@Valid @RequestBody MergeRequest request) {
		return Preview.of(merges.preview(request.group(), request.into()));
	}

	@Operation(summary = "Moves all members of a group into another and closes it; its history stays")
	@PostMapping
	ResponseEntity<GroupMerge> merge(@Valid @RequestBody MergeRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		GroupMergeId id = idempotency.once(key, request, GroupMergeId.class,
				() -> merges.merge(request.group(), request.into()));
		return ResponseEntity.created(URI.create("/api/v1/group-merges/" + id)).body(merges.get(id));
	}

	@Operation(summary = "Takes a merge of groups back; who left the other group since stays away")
	@PostMapping("/{id}/undo")
	GroupMerge undo(@PathVariable GroupMergeId id) {
		merges.undo(id);
		return merges.get(id);
	}

	record MergeRequest(@NotNull GroupId group, @NotNull GroupId into) {
	}

	/**
	 * What merging would do.
	 *
	 * @param moving who are new to the other group
	 * @param both who are in both already
	 * @param blocked who are blocked, and do not come along
	 * @param after how many the other group has then
	 * @param challenges of the group that are not over
	 * @param refusal code of the reason why it cannot be as things stand
	 */
	record Preview(GroupSummary group, GroupSummary into, long moving, long both, long blocked, long after,
			long challenges, @Nullable String refusal) {

		static Preview of(GroupMergePreview preview) {
			return new Preview(preview.group(), preview.into(), preview.effect().moving(), preview.effect().both(),
					preview.effect().blocked(), preview.effect().after(), preview.challenges(),
					(preview.refusal() != null) ? preview.refusal().getCode() : null);
		}

	}

}
