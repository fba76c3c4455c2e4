package io.guildhall.conduct.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

import io.guildhall.community.GroupId;
import io.guildhall.conduct.ConductService;
import io.guildhall.conduct.Ladder;
import io.guildhall.conduct.LadderDetails;
import io.guildhall.conduct.LadderService;
import io.guildhall.conduct.NewViolation;
import io.guildhall.conduct.Standing;
import io.guildhall.conduct.Step;
import io.guildhall.conduct.ViolationDetails;
import io.guildhall.conduct.ViolationFilter;
import io.guildhall.conduct.ViolationId;
import io.guildhall.conduct.ViolationKind;
import io.guildhall.conduct.ViolationState;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberId;
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

/** Violations and the ladder, for programs. */
@Tag(name = "Violations")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class ConductRestController {

	private final ConductService conduct;

	private final LadderService ladders;

	private final MemberBlocks blocks;

	private final Idempotency idempotency;

	@Operation(summary = "Violations, the latest first")
	@GetMapping("/violations")
	Slice<ViolationDetails> list(@RequestParam(required = false) @Nullable ViolationState state,
			@RequestParam(required = false) @Nullable ViolationKind kind,
			@RequestParam(required = false) @Nullable GroupId group,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after) {
		return conduct.list(new ViolationFilter(state, kind, group, member), after);
	}

	@Operation(summary = "A violation, with the step that the ladder proposes")
	@GetMapping("/violations/{id}")
	ViolationDetails get(@PathVariable ViolationId id) {
		return conduct.get(id);
	}

	@Operation(summary = "Records a violation, which then waits for a decision")
	@PostMapping("/violations")
	ResponseEntity<ViolationDetails> record(@Valid @RequestBody ViolationRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		ViolationId id = idempotency.once(key, request, ViolationId.class, () -> conduct.record(request.violation()));
		return ResponseEntity.created(URI.create("/api/v1/violations/" + id)).body(conduct.get(id));
	}

	@Operation(summary = "Decides on a step and does it; another one than the proposed needs a reason")
	@PostMapping("/violations/{id}/decision")
	ViolationDetails decide(@PathVariable ViolationId id, @Valid @RequestBody DecisionRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		idempotency.once(key, List.of(id, request), ViolationId.class, () -> {
			conduct.decide(id, request.step(), (request.reason() != null) ? request.reason() : "");
			return id;
		});
		return conduct.get(id);
	}

	@Operation(summary = "It was none after all; what was done about it stays done")
	@PostMapping("/violations/{id}/take-back")
	ViolationDetails takeBack(@PathVariable ViolationId id, @Valid @RequestBody ReasonedRequest request) {
		return conduct.takeBack(id, request.reason());
	}

	@Operation(summary = "How a member stands: what counts, what comes next, blocks")
	@GetMapping("/members/{id}/standing")
	Standing standing(@PathVariable MemberId id) {
		return conduct.standing(id);
	}

	@Operation(summary = "Lifts the block of a member")
	@PostMapping("/members/{id}/unblock")
	Standing unblock(@PathVariable MemberId id, @Valid @RequestBody ReasonedRequest request) {
		blocks.lift(id, request.reason());
		return conduct.standing(id);
	}

	@Operation(summary = "After how many violations within how many days a step is due")
	@GetMapping("/conduct-ladder")
	ResponseEntity<LadderDetails> ladder() {
		LadderDetails ladder = ladders.get();
		return ResponseEntity.ok().eTag(Versions.tag(ladder.version())).body(ladder);
	}

	@Operation(summary = "Sets the ladder")
	@PutMapping("/conduct-ladder")
	ResponseEntity<LadderDetails> change(@Valid @RequestBody LadderRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		LadderDetails ladder = ladders.change(request.ladder(), Versions.of(ifMatch));
		return ResponseEntity.ok().eTag(Versions.tag(ladder.version())).body(ladder);
	}

	record ViolationRequest(@NotNull MemberId member, @NotNull GroupId group, @NotNull ViolationKind kind,
			@Size(max = 4000) @Nullable String rule, @Size(max = 2000) @Nullable String note,
			@Size(max = 4000) @Nullable String excerpt, @Nullable Instant at) {

		NewViolation violation() {
			return new NewViolation(member, group, kind, rule, note, excerpt, at);
		}
	}

	record DecisionRequest(@NotNull Step step, @Size(max = 2000) @Nullable String reason) {
	}

	record ReasonedRequest(@NotBlank @Size(max = 2000) String reason) {
	}

	record LadderRequest(@NotNull @Min(1) @Max(Ladder.MOST) Integer removeAfter,
			@NotNull @Min(1) @Max(Ladder.LONGEST) Integer removeDays,
			@NotNull @Min(1) @Max(Ladder.MOST) Integer blockAfter,
			@NotNull @Min(1) @Max(Ladder.LONGEST) Integer blockDays) {

		Ladder ladder() {
			return new Ladder(removeAfter, removeDays, blockAfter, blockDays);
		}
	}

}
