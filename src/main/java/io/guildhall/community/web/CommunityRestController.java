package io.guildhall.community.web;

import java.util.Set;

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

import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityDetails;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.community.CommunityType;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Communities for programs. */
@Tag(name = "Communities")
@RestController
@RequestMapping("/api/v1/communities")
@RequiredArgsConstructor
class CommunityRestController {

	private final CommunityService communities;

	private final Idempotency idempotency;

	@Operation(summary = "Communities by name")
	@GetMapping
	Slice<CommunitySummary> list(@RequestParam(defaultValue = "false") boolean archived,
			@RequestParam(required = false) @Nullable String after) {
		return communities.list(archived, after, Slice.PAGE);
	}

	@Operation(summary = "A community")
	@GetMapping("/{id}")
	ResponseEntity<CommunityDetails> get(@PathVariable CommunityId id) {
		return answer(HttpStatus.OK, communities.get(id));
	}

	@Operation(summary = "Founds a community")
	@PostMapping
	ResponseEntity<CommunityDetails> create(@Valid @RequestBody CommunityRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		CommunityId id = idempotency.once(key, request, CommunityId.class,
				() -> communities.create(request.card()).id());
		return answer(HttpStatus.CREATED, communities.get(id));
	}

	@Operation(summary = "Changes a community")
	@PutMapping("/{id}")
	ResponseEntity<CommunityDetails> change(@PathVariable CommunityId id, @Valid @RequestBody CommunityRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(HttpStatus.OK, communities.change(id, request.card(), Versions.of(ifMatch)));
	}

	@Operation(summary = "Archives a community")
	@PostMapping("/{id}/archive")
	ResponseEntity<CommunityDetails> archive(@PathVariable CommunityId id) {
		communities.archive(id);
		return get(id);
	}

	@Operation(summary = "Takes a community out of the archive")
	@PostMapping("/{id}/restore")
	ResponseEntity<CommunityDetails> restore(@PathVariable CommunityId id) {
		communities.restore(id);
		return get(id);
	}

	private static ResponseEntity<CommunityDetails> answer(HttpStatus status, CommunityDetails community) {
		return ResponseEntity.status(status).eTag(Versions.tag(community.version())).body(community);
	}

	record CommunityRequest(@NotBlank @Size(max = 80) String name, @NotEmpty Set<CommunityType> types,
			@Size(max = 4000) @Nullable String persona, @Size(max = 4000) @Nullable String mission,
			@Size(max = 4000) @Nullable String coreValue, @Size(max = 4000) @Nullable String portrait,
			@Size(max = 4000) @Nullable String goal) {

		CommunityCard card() {
			return new CommunityCard(name, types, persona, mission, coreValue, portrait, goal);
		}

	}

}
