package io.guildhall.health.web;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.GroupId;
import io.guildhall.health.GroupHealth;
import io.guildhall.health.HealthService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** How groups are, for programs. */
@Tag(name = "Groups")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class HealthRestController {

	private static final int DAYS = 30;

	private final HealthService health;

	private final OrganizationService organizations;

	@Operation(summary = "How each group was when it was last counted, the worst first")
	@GetMapping("/group-health")
	Slice<GroupHealth> list() {
		return Slice.whole(health.list());
	}

	@Operation(summary = "Counts all groups as of now, in the background; every night does so anyway")
	@PostMapping("/group-health/counts")
	Started count() {
		return new Started(health.start());
	}

	@Operation(summary = "How a group was, day by day; the last thirty days where nothing else is asked")
	@GetMapping("/groups/{id}/health")
	Slice<GroupHealth> days(@PathVariable GroupId id, @RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to) {
		LocalDate last = (to != null) ? to : organizations.today();
		return Slice.whole(health.days(id, (from != null) ? from : last.minusDays(DAYS), last));
	}

	@Operation(summary = "Who posted most advertisements and links in a group within thirty days")
	@GetMapping("/groups/{id}/posters")
	Slice<HealthService.Poster> posters(@PathVariable GroupId id) {
		return Slice.whole(health.posters(id));
	}

	@Operation(summary = "The tag by which members are known to be staff")
	@GetMapping("/group-health/staff")
	StaffTag staff() {
		return new StaffTag(health.staffTag().orElse(null));
	}

	@Operation(summary = "Names the tag by which members are known to be staff; null for nobody")
	@PutMapping("/group-health/staff")
	StaffTag staff(@Valid @RequestBody StaffTag tag) {
		health.staffTag(tag.tag());
		return staff();
	}

	record Started(UUID job) {
	}

	record StaffTag(@Nullable String tag) {
	}

}
