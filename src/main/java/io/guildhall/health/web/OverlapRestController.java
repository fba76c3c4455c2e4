package io.guildhall.health.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.GroupId;
import io.guildhall.health.GroupOverlap;
import io.guildhall.health.GroupOverlaps;
import io.guildhall.shared.Slice;
import io.guildhall.touch.TouchPairs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Who sits in several groups, for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1/group-overlaps")
@RequiredArgsConstructor
class OverlapRestController {

	private static final int PAIRS = 1_000;

	private final GroupOverlaps overlaps;

	private final TouchPairs contacts;

	@Operation(summary = "The pairs of groups that share most members, of all groups or of one; at most a thousand")
	@GetMapping
	Slice<GroupOverlap> list(@RequestParam(required = false) @Nullable GroupId group) {
		return Slice.whole(overlaps.list(group, PAIRS));
	}

	@Operation(summary = "Who is in both of two groups now, and within how many days they are sold to once")
	@GetMapping("/pair")
	PairResponse pair(@RequestParam GroupId one, @RequestParam GroupId other) {
		return new PairResponse(overlaps.pair(one, other), contacts.days(one, other).orElse(null));
	}

	@Operation(summary = "Tags everybody who is in both of two groups now")
	@PostMapping("/pair/tags")
	Tagged tag(@Valid @RequestBody TagRequest request) {
		return new Tagged(overlaps.tag(request.one(), request.other(), request.tag()));
	}

	@Operation(summary = "Whoever is in both is sold to once within so many days; null for no limit")
	@PutMapping("/pair/contacts")
	PairResponse contacts(@Valid @RequestBody ContactsRequest request) {
		contacts.once(request.one(), request.other(), request.days());
		return pair(request.one(), request.other());
	}

	record PairResponse(GroupOverlaps.Pair pair, @Nullable Integer days) {
	}

	record TagRequest(@NotNull GroupId one, @NotNull GroupId other, @NotBlank String tag) {
	}

	record Tagged(int tagged) {
	}

	record ContactsRequest(@NotNull GroupId one, @NotNull GroupId other, @Nullable Integer days) {
	}

}
