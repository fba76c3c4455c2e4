package io.guildhall.challenge.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.challenge.CheckInReview;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.challenge.Rewards;
import io.guildhall.member.MemberId;
import lombok.RequiredArgsConstructor;

/** Check-ins as the staff notes them, looks at them and decides about them. */
@Controller
@RequestMapping("/o/{organization}/challenges/{id}/check-ins")
@RequiredArgsConstructor
class CheckInController {

	private final ChallengeService challenges;

	private final CheckIns checkIns;

	private final CheckInDecisions decisions;

	private final CheckInReview review;

	private final ProofPictures pictures;

	private final Rewards rewards;

	/**
	 * Notes a check-in.
	 * @param all whether it is asked where all who take part are listed
	 */
	@PostMapping
	String checkIn(@PathVariable ChallengeId id, @RequestParam MemberId member,
			@RequestParam(required = false) @Nullable LocalDate makeUp, @RequestParam(defaultValue = "") String words,
			@RequestParam(defaultValue = "false") boolean all, RedirectAttributes flash) {
		checkIns.note(id, member, makeUp, words);
		rewards.give(id, member);
		boolean waits = challenges.get(id).terms().proofKind().asked();
		String counted = (makeUp != null) ? "challenge.made-up.done" : "challenge.checked-in";
		String done = waits ? "challenge.noted" : counted;
		if (all) {
			return ChallengeController.back(id, done, List.of(), flash) + "/participants";
		}
		return waits ? backToWaiting(id, done, List.of(), flash) : ChallengeController.back(id, done, List.of(), flash);
	}

	@PostMapping("/approval")
	String approve(@PathVariable ChallengeId id, @RequestParam UUID checkIn, RedirectAttributes flash) {
		MemberId member = decisions.approve(checkIn).member().id();
		rewards.give(id, member);
		return backToWaiting(id, "challenge.approved", List.of(), flash);
	}

	@PostMapping("/refusal")
	String refuse(@PathVariable ChallengeId id, @RequestParam UUID checkIn,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		decisions.refuse(checkIn, reason);
		return backToWaiting(id, "challenge.refused", List.of(), flash);
	}

	@PostMapping("/approvals")
	String approveAll(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable List<UUID> chosen,
			RedirectAttributes flash) {
		CheckInReview.Outcome outcome = review.approve(id, (chosen != null) ? chosen : List.of());
		return backToWaiting(id, "challenge.approved.many", List.of(outcome.decided(), outcome.left()), flash);
	}

	@PostMapping("/refusals")
	String refuseAll(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable List<UUID> chosen,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		CheckInReview.Outcome outcome = review.refuse(id, (chosen != null) ? chosen : List.of(), reason);
		return backToWaiting(id, "challenge.refused.many", List.of(outcome.decided(), outcome.left()), flash);
	}

	@GetMapping("/{checkIn}/picture")
	ResponseEntity<byte[]> picture(@PathVariable ChallengeId id, @PathVariable UUID checkIn,
			@RequestParam(defaultValue = "false") boolean small) {
		return ProofFiles.answer(pictures.jpeg(id, checkIn, small));
	}

	/** There the next one is, also for who comes there by keys. */
	private static String backToWaiting(ChallengeId id, String done, List<Object> of, RedirectAttributes flash) {
		return ChallengeController.back(id, done, of, flash) + "#waiting";
	}

}
