package io.guildhall.community.web;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.CommunityGoal;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityPosition;
import io.guildhall.community.CommunityPositioning;
import io.guildhall.community.GoalKind;
import io.guildhall.community.ProductFit;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import lombok.RequiredArgsConstructor;

/** What communities are to bring, for programs. */
@Tag(name = "Communities")
@RestController
@RequestMapping("/api/v1/communities/{id}/position")
@RequiredArgsConstructor
class PositionRestController {

	private final CommunityPositioning positions;

	private final OrganizationService organizations;

	@Operation(summary = "The goal of a community and how much of it there is, and whether its product fits")
	@GetMapping
	ResponseEntity<CommunityPosition> get(@PathVariable CommunityId id) {
		return answer(positions.get(id));
	}

	@Operation(summary = "Sets goal and product fit; a revenue is in minor units of the organization's currency")
	@PutMapping
	ResponseEntity<CommunityPosition> change(@PathVariable CommunityId id, @Valid @RequestBody PositionRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		GoalRequest goal = request.goal();
		ProductFit fit = request.fit();
		return answer(positions.change(id, (goal != null) ? goal.goal(organizations.current().currency()) : null,
				(fit != null) ? fit : ProductFit.OPEN, Versions.of(ifMatch)));
	}

	private static ResponseEntity<CommunityPosition> answer(CommunityPosition position) {
		return ResponseEntity.ok().eTag(Versions.tag(position.version())).body(position);
	}

	record PositionRequest(@Valid @Nullable GoalRequest goal, @Nullable ProductFit fit) {
	}

	record GoalRequest(@NotNull GoalKind kind, @NotNull @Positive Long target, @NotNull LocalDate from,
			@NotNull LocalDate until, @PositiveOrZero @Nullable Long counted) {

		CommunityGoal goal(String currency) {
			return new CommunityGoal(kind, target, (kind == GoalKind.REVENUE) ? currency : null, from, until, counted);
		}
	}

}
