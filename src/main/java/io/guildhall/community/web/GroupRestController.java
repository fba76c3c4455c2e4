package io.guildhall.community.web;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityId;
import io.guildhall.community.GroupDetails;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupSummary;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Groups for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1/groups")
@RequiredArgsConstructor
class GroupRestController {

	private final GroupService groups;

	private final Idempotency idempotency;

	@Operation(summary = "Groups by name; with q those whose name has that")
	@GetMapping
	Slice<GroupSummary> list(@RequestParam(required = false) @Nullable CommunityId community,
			@RequestParam(defaultValue = "false") boolean archived, @RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after) {
		return groups.list(community, archived, q, after, Slice.PAGE);
	}

	@Operation(summary = "A group")
	@GetMapping("/{id}")
	ResponseEntity<GroupDetails> get(@PathVariable GroupId id) {
		return answer(HttpStatus.OK, groups.get(id));
	}

	@Operation(summary = "Adds a group to a community")
	@PostMapping
	ResponseEntity<GroupDetails> create(@Valid @RequestBody NewGroupRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		GroupId id = idempotency.once(key, request, GroupId.class,
				() -> groups.create(request.community(), request.group().terms()).id());
		return answer(HttpStatus.CREATED, groups.get(id));
	}

	@Operation(summary = "Changes a group")
	@PutMapping("/{id}")
	ResponseEntity<GroupDetails> change(@PathVariable GroupId id, @Valid @RequestBody GroupRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(HttpStatus.OK, groups.change(id, request.terms(), Versions.of(ifMatch)));
	}

	@Operation(summary = "Archives a group")
	@PostMapping("/{id}/archive")
	ResponseEntity<GroupDetails> archive(@PathVariable GroupId id) {
		groups.archive(id);
		return get(id);
	}

	@Operation(summary = "Takes a group out of the archive")
	@PostMapping("/{id}/restore")
	ResponseEntity<GroupDetails> restore(@PathVariable GroupId id) {
		groups.restore(id);
		return get(id);
	}

	private static ResponseEntity<GroupDetails> answer(HttpStatus status, GroupDetails group) {
		return ResponseEntity.status(status).eTag(Versions.tag(group.version())).body(group);
	}

	record GroupRequest(@NotBlank @Size(max = 80) String name, @NotNull Carrier carrier, @NotNull Stage stage,
			@Min(1) @Max(1_000_000) int capacity, @Size(max = 4000) @Nullable String rules,
			@Size(max = 4000) @Nullable String welcome, @Nullable UUID host) {

		GroupTerms terms() {
			return new GroupTerms(name, carrier, stage, capacity, rules, welcome, host);
		}

	}

	record NewGroupRequest(@NotNull CommunityId community, @NotBlank @Size(max = 80) String name,
			@NotNull Carrier carrier, @NotNull Stage stage, @Min(1) @Max(1_000_000) int capacity,
			@Size(max = 4000) @Nullable String rules, @Size(max = 4000) @Nullable String welcome, @Nullable UUID host) {

		GroupRequest group() {
			return new GroupRequest(name, carrier, stage, capacity, rules, welcome, host);
		}

	}

}
