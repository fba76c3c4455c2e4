package io.guildhall.challenge.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckIn;
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.challenge.CheckInReview;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participant;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.ProofPicture;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.challenge.Reward;
import io.guildhall.challenge.Rewards;
import io.guildhall.challenge.Stage;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.member.MemberId;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Challenges, for programs. */
@Tag(name = "Challenges")
@RestController
@RequestMapping("/api/v1/challenges")
@RequiredArgsConstructor
class ChallengeRestController {

	private static final String KEY = "Idempotency-Key";

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final CheckInDecisions decisions;

	private final CheckInReview review;

	private final ProofPictures pictures;

	private final Rewards rewards;

	private final Idempotency idempotency;

	@Operation(summary = "Challenges, the latest first")
	@GetMapping
	Slice<ChallengeDetails> list(@RequestParam(required = false) @Nullable GroupId group,
			@RequestParam(required = false) @Nullable String after) {
		return challenges.list(group, after);
	}

	@Operation(summary = "A challenge, and how it goes")
	@GetMapping("/{id}")
	ResponseEntity<ChallengeDetails> get(@PathVariable ChallengeId id) {
		ChallengeDetails challenge = challenges.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(challenge.version())).body(challenge);
	}

	@Operation(summary = "Makes a challenge for a group; nobody takes part yet")
	@PostMapping
	ResponseEntity<ChallengeDetails> create(@Valid @RequestBody ChallengeRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		ChallengeId id = idempotency.once(key, request, ChallengeId.class,
				() -> challenges.create(request.group(), request.terms()));
		return ResponseEntity.created(URI.create("/api/v1/challenges/" + id)).body(challenges.get(id));
	}

	@Operation(summary = "Changes a challenge: its words only, once somebody takes part")
	@PutMapping("/{id}")
	ChallengeDetails change(@PathVariable ChallengeId id, @Valid @RequestBody ChallengeRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return challenges.change(id, request.terms(), Versions.of(ifMatch));
	}

	@Operation(summary = "Ends a challenge with today")
	@PostMapping("/{id}/close")
	ChallengeDetails close(@PathVariable ChallengeId id) {
		challenges.close(id);
		return challenges.get(id);
	}

	@Operation(summary = "Who takes part, with the secret of their personal link")
	@GetMapping("/{id}/participants")
	Slice<Participant> participants(@PathVariable ChallengeId id,
			@RequestParam(required = false) @Nullable String after) {
		return participants.list(id, after);
	}

	@Operation(summary = "Asks members in: these, or everybody who is in the group now")
	@PostMapping("/{id}/participants")
	Map<String, Integer> askIn(@PathVariable ChallengeId id, @Valid @RequestBody ParticipantsRequest request) {
		int added = (request.members() != null) ? participants.add(id, request.members()) : participants.addGroup(id);
		return Map.of("added", added);
	}

	@Operation(summary = "Check-ins that somebody is to look at, the oldest first")
	@GetMapping("/{id}/check-ins")
	Slice<CheckIn> waiting(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable String after) {
		return decisions.waiting(id, after);
	}

	@Operation(summary = "Checks a member in for today, or makes up for a day that was missed")
	@PostMapping("/{id}/check-ins")
	Map<String, Object> checkIn(@PathVariable ChallengeId id, @Valid @RequestBody CheckInRequest request) {
		return checkIn(id, request.member(), request.makeUp(), (request.proof() != null) ? request.proof() : "", null);
	}

	@Operation(summary = "Notes a check-in that the staff has seen, for today or for a day that was missed",
			description = "The words of who notes it are enough, whatever the challenge asks of members; without them it says "
					+ "that the staff noted it. A day that is made up for costs a card of the member. Where the challenge asks "
					+ "for something, it waits until somebody accepts it.")
	@PostMapping("/{id}/check-ins/notes")
	Map<String, Object> note(@PathVariable ChallengeId id, @Valid @RequestBody NoteRequest request) {
		LocalDate day = checkIns.note(id, request.member(), request.makeUp(),
				(request.words() != null) ? request.words() : "");
		rewards.give(id, request.member());
		return Map.of("day", day);
	}

	@Operation(summary = "Checks a member in with a picture as `picture`, in PNG or JPEG",
			description = "Where the challenge takes pictures. Only what one sees is kept: it is drawn anew. "
					+ "Ten megabytes and fifty million pixels at most.")
	@PostMapping(path = "/{id}/check-ins", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	Map<String, Object> checkInWithPicture(@PathVariable ChallengeId id, @RequestParam MemberId member,
			@RequestParam(defaultValue = "") String proof, @RequestParam(required = false) @Nullable LocalDate makeUp,
			@RequestParam(required = false) @Nullable MultipartFile picture) {
		byte[] file = ProofFiles.read(picture);
		if (file != null) {
			checkIns.requireRoom(id, member, makeUp);
		}
		return checkIn(id, member, makeUp, proof, (file != null) ? pictures.draw(file) : null);
	}

	@Operation(summary = "The picture of a check-in, as JPEG; small as it is shown among others",
			description = "It is there until ninety days after the challenge has ended, or after it came where that was "
					+ "later.")
	@GetMapping("/{id}/check-ins/{checkIn}/picture")
	ResponseEntity<byte[]> picture(@PathVariable ChallengeId id, @PathVariable UUID checkIn,
			@RequestParam(defaultValue = "false") boolean small) {
		return ProofFiles.answer(pictures.jpeg(id, checkIn, small));
	}

	@Operation(summary = "Accepts many check-ins, fifty at most; those that are decided already stay as they are")
	@PostMapping("/{id}/check-ins/approvals")
	CheckInReview.Outcome approveAll(@PathVariable ChallengeId id, @Valid @RequestBody DecisionsRequest request) {
		return review.approve(id, request.checkIns());
	}

	@Operation(summary = "Does not accept many check-ins, fifty at most, all for one reason")
	@PostMapping("/{id}/check-ins/refusals")
	CheckInReview.Outcome refuseAll(@PathVariable ChallengeId id, @Valid @RequestBody DecisionsRequest request) {
		return review.refuse(id, request.checkIns(), (request.reason() != null) ? request.reason() : "");
	}

	@Operation(summary = "Accepts a check-in; it counts for its day")
	@PostMapping("/{id}/check-ins/approval")
	CheckIn approve(@PathVariable ChallengeId id, @Valid @RequestBody DecisionRequest request) {
		CheckIn approved = decisions.approve(request.checkIn());
		rewards.give(id, approved.member().id());
		return approved;
	}

	@Operation(summary = "Does not accept a check-in")
	@PostMapping("/{id}/check-ins/refusal")
	CheckIn refuse(@PathVariable ChallengeId id, @Valid @RequestBody DecisionRequest request) {
		return decisions.refuse(request.checkIn(), (request.reason() != null) ? request.reason() : "");
	}

	@Operation(summary = "Stages that were reached, what is owed first")
	@GetMapping("/{id}/rewards")
	Slice<Reward> rewards(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable String after) {
		return rewards.of(id, after);
	}

	@Operation(summary = "Gives what is owed, where it can be given now")
	@PostMapping("/{id}/rewards")
	Map<String, Integer> give(@PathVariable ChallengeId id) {
		return Map.of("given", rewards.giveAgain(id));
	}

	private Map<String, Object> checkIn(ChallengeId id, MemberId member, @Nullable LocalDate makeUp, String proof,
			@Nullable ProofPicture picture) {
		LocalDate day = makeUp;
		if (day != null) {
			checkIns.makeUp(id, member, day, proof, picture);
		}
		else {
			day = checkIns.checkIn(id, member, proof, picture);
		}
		rewards.give(id, member);
		return Map.of("day", day);
	}

	/**
	 * A challenge.
	 *
	 * @param cutOffMinutes how long after midnight a day turns; 120 where nothing is said
	 * @param proof whether the staff looks at check-ins; not, where nothing is said
	 * @param proofKind by what a check-in is proven; where nothing is said, words if
	 * {@code proof}, else nothing
	 * @param cards none, where nothing is said
	 */
	record ChallengeRequest(@NotNull GroupId group, @NotBlank @Size(max = 80) String name,
			@Size(max = 2000) @Nullable String text, @NotNull LocalDate startsOn,
			@NotNull @Min(1) @Max(366) Integer days, @Nullable @Min(0) @Max(720) Integer cutOffMinutes,
			@Nullable Boolean proof, @Nullable ProofKind proofKind, @Nullable @Min(0) @Max(31) Integer cards,
			@Nullable Counting counting, @Nullable @Size(max = 10) List<@Valid StageRequest> stages) {

		ChallengeTerms terms() {
			return new ChallengeTerms(name, (text != null) ? text : "", startsOn, days,
					(cutOffMinutes != null) ? cutOffMinutes : 120, kind(), (cards != null) ? cards : 0,
					(counting != null) ? counting : Counting.STREAK,
					(stages != null) ? stages.stream()
						.map(stage -> new Stage(stage.need(), stage.title(), stage.batch(), stage.points()))
						.toList() : List.of());
		}

		private ProofKind kind() {
			if (proofKind != null) {
				return proofKind;
			}
			return Boolean.TRUE.equals(proof) ? ProofKind.WORDS : ProofKind.NONE;
		}
	}

	record StageRequest(@NotNull @Min(1) @Max(366) Integer need, @NotBlank @Size(max = 80) String title,
			@Nullable BatchId batch, @Nullable @Min(1) @Max(PointsService.MOST) Long points) {
	}

	record ParticipantsRequest(@Nullable @Size(min = 1, max = 1000) List<@NotNull MemberId> members) {
	}

	record CheckInRequest(@NotNull MemberId member, @Size(max = 500) @Nullable String proof,
			@Nullable LocalDate makeUp) {
	}

	/**
	 * What the staff notes.
	 *
	 * @param words of who notes it; without them it says that the staff did
	 * @param makeUp the day that was missed; today, where nothing is said
	 */
	record NoteRequest(@NotNull MemberId member, @Size(max = 500) @Nullable String words, @Nullable LocalDate makeUp) {
	}

	record DecisionsRequest(@NotEmpty @Size(max = CheckInReview.MOST) List<@NotNull UUID> checkIns,
			@Size(max = 200) @Nullable String reason) {
	}

	record DecisionRequest(@NotNull UUID checkIn, @Size(max = 200) @Nullable String reason) {
	}

}
