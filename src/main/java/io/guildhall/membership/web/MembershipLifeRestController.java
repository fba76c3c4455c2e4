package io.guildhall.membership.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.membership.MembershipChange;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.Pause;
import io.guildhall.membership.PlanId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Pauses and changes of memberships for programs. */
@Tag(name = "Memberships")
@RestController
@RequestMapping("/api/v1/memberships/{id}")
@RequiredArgsConstructor
class MembershipLifeRestController {

	private final MembershipPauses pauses;

	private final MembershipChanges changes;

	@Operation(summary = "The pauses of a membership, and how many days it can still pause")
	@GetMapping("/pauses")
	PausesAnswer pauses(@PathVariable MembershipId id) {
		return new PausesAnswer(pauses.of(id), pauses.left(id));
	}

	@Operation(summary = "Lets a membership stand still from today on; its days are kept")
	@PostMapping("/pause")
	MembershipSummary pause(@PathVariable MembershipId id, @Valid @RequestBody PauseRequest request) {
		return pauses.pause(id, request.reason());
	}

	@Operation(summary = "Lets a membership go on today")
	@DeleteMapping("/pause")
	MembershipSummary resume(@PathVariable MembershipId id) {
		return pauses.resume(id);
	}

	@Operation(summary = "The change of plan that is pending, if there is one")
	@GetMapping("/change")
	ChangeAnswer change(@PathVariable MembershipId id) {
		pauses.of(id);
		return new ChangeAnswer(changes.pending(id).orElse(null));
	}

	@Operation(summary = "Asks for another plan from the end on")
	@PutMapping("/change")
	MembershipChange changeAtEnd(@PathVariable MembershipId id, @Valid @RequestBody ChangeRequest request) {
		return changes.changeAtEnd(id, request.plan());
	}

	@Operation(summary = "Takes the pending change back")
	@DeleteMapping("/change")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void withdraw(@PathVariable MembershipId id) {
		changes.withdraw(id);
	}

	record PausesAnswer(List<Pause> pauses, int daysLeft) {
	}

	record ChangeAnswer(@Nullable MembershipChange pending) {
	}

	record PauseRequest(@NotBlank @Size(max = 500) String reason) {
	}

	record ChangeRequest(@NotNull PlanId plan) {
	}

}
