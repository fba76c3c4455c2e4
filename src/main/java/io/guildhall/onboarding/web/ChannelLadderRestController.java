package io.guildhall.onboarding.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.onboarding.ChannelFunnels;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelLadders;
import io.guildhall.onboarding.Funnel;
import io.guildhall.onboarding.LadderDetails;
import io.guildhall.onboarding.LadderStep;
import io.guildhall.onboarding.LadderTerms;
import io.guildhall.onboarding.Standing;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Ladders of channels and how far members came, for programs. */
@Tag(name = "Channels")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class ChannelLadderRestController {

	private final ChannelLadders ladders;

	private final ChannelFunnels funnels;

	@Operation(summary = "The ladder of channels that have none of their own")
	@GetMapping("/onboarding-ladder")
	ResponseEntity<LadderDetails> get() {
		return answer(ladders.get());
	}

	@Operation(summary = "Sets the ladder of channels that have none of their own")
	@PutMapping("/onboarding-ladder")
	ResponseEntity<LadderDetails> change(@Valid @RequestBody LadderRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(ladders.change(request.terms(), Versions.of(ifMatch)));
	}

	@Operation(summary = "The ladder of a channel, its own or that of the organization")
	@GetMapping("/channels/{id}/ladder")
	ResponseEntity<LadderDetails> get(@PathVariable ChannelId id) {
		return answer(ladders.get(id));
	}

	@Operation(summary = "Gives a channel a ladder of its own; what was reached stays reached")
	@PutMapping("/channels/{id}/ladder")
	ResponseEntity<LadderDetails> change(@PathVariable ChannelId id, @Valid @RequestBody LadderRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(ladders.change(id, request.terms(), Versions.of(ifMatch)));
	}

	@Operation(summary = "The channel goes by the ladder of the organization")
	@DeleteMapping("/channels/{id}/ladder")
	ResponseEntity<LadderDetails> follow(@PathVariable ChannelId id) {
		return answer(ladders.follow(id));
	}

	@Operation(summary = "How many who joined by a channel came to each step, how long it took them, and who is stuck")
	@GetMapping("/channels/{id}/funnel")
	Funnel funnel(@PathVariable ChannelId id) {
		return funnels.of(id);
	}

	@Operation(summary = "Works out now how far they came, as every night does, and asks for help with who is stuck")
	@PostMapping("/channels/{id}/funnel")
	Funnel count(@PathVariable ChannelId id) {
		funnels.count(id);
		return funnels.of(id);
	}

	@Operation(summary = "Where a member stands on the ladders of the channels by which they came, the last one first")
	@GetMapping("/members/{id}/ladders")
	Slice<Standing> of(@PathVariable MemberId id) {
		return Slice.whole(funnels.of(id));
	}

	private static ResponseEntity<LadderDetails> answer(LadderDetails ladder) {
		return ResponseEntity.ok().eTag(Versions.tag(ladder.version())).body(ladder);
	}

	record LadderRequest(@NotNull @Size(min = 1, max = 5) List<@NotNull LadderStep> steps,
			@NotNull @Min(1) @Max(LadderTerms.MOST_CHECK_INS) Integer checkIns,
			@NotNull @Min(0) @Max(LadderTerms.LONGEST_STUCK) Integer stuckDays) {

		LadderTerms terms() {
			return new LadderTerms(steps, checkIns, stuckDays);
		}
	}

}
