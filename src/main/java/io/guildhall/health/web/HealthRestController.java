package io.guildhall.health.web;

import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.health.GroupHealth;
import io.guildhall.health.GroupOverlap;
import io.guildhall.health.HealthService;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** How groups are, for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class HealthRestController {

	private static final int PAIRS = 1_000;

	private final HealthService health;

	@Operation(summary = "How each group was when it was last counted, the worst first")
	@GetMapping("/group-health")
	Slice<GroupHealth> list() {
		return Slice.whole(health.list());
	}

	@Operation(summary = "The pairs of groups that share most members, at most a thousand")
	@GetMapping("/group-overlaps")
	Slice<GroupOverlap> overlaps() {
		return Slice.whole(health.overlaps(PAIRS));
	}

	@Operation(summary = "Counts all groups as of now, in the background; every night does so anyway")
	@PostMapping("/group-health/counts")
	Started count() {
		return new Started(health.start());
	}

	record Started(UUID job) {
	}

}
