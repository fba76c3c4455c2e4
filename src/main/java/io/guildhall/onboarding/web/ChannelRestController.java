package io.guildhall.onboarding.web;

import java.net.URI;
import java.util.List;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.community.GroupId;
import io.guildhall.field.FieldId;
import io.guildhall.member.MemberId;
import io.guildhall.member.OwnLinks;
import io.guildhall.onboarding.Bait;
import io.guildhall.onboarding.ChannelBoard;
import io.guildhall.onboarding.ChannelDetails;
import io.guildhall.onboarding.ChannelFigures;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.onboarding.ChannelRooms;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.ChannelSummary;
import io.guildhall.onboarding.ChannelTerms;
import io.guildhall.onboarding.Entry;
import io.guildhall.onboarding.InviteLinks;
import io.guildhall.onboarding.MemberAnswers;
import io.guildhall.onboarding.Question;
import io.guildhall.onboarding.Question.Option;
import io.guildhall.onboarding.QuestionKind;
import io.guildhall.onboarding.Room;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.QrPicture;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Channels, for programs. */
@Tag(name = "Channels")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class ChannelRestController {

	private final ChannelService channels;

	private final ChannelBoard board;

	private final ChannelRooms rooms;

	private final InviteLinks invites;

	private final ChannelLinks links;

	private final MemberAnswers answers;

	private final Idempotency idempotency;

	@Operation(summary = "Channels, the newest first: the open ones, or the closed ones")
	@GetMapping("/channels")
	Slice<ChannelSummary> list(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after) {
		return channels.list(open, after);
	}

	@Operation(summary = "A channel; its public page is /j/{code}")
	@GetMapping("/channels/{id}")
	ResponseEntity<ChannelDetails> get(@PathVariable ChannelId id) {
		return answer(channels.get(id));
	}

	@Operation(
			summary = "Makes a channel, which is open; its groups are of one community, in the order in which they are filled")
	@PostMapping("/channels")
	ResponseEntity<ChannelDetails> create(@Valid @RequestBody ChannelRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		ChannelId id = idempotency.once(key, request, ChannelId.class, () -> channels.create(request.terms()));
		return ResponseEntity.created(URI.create("/api/v1/channels/" + id)).body(channels.get(id));
	}

	@Operation(summary = "It works so from now on; a bait with other words is another bait, a question keeps its id")
	@PutMapping("/channels/{id}")
	ResponseEntity<ChannelDetails> change(@PathVariable ChannelId id, @Valid @RequestBody ChannelRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(channels.change(id, request.terms(), Versions.of(ifMatch)));
	}

	@Operation(summary = "Nobody joins by it any more")
	@PostMapping("/channels/{id}/close")
	ChannelDetails close(@PathVariable ChannelId id) {
		channels.close(id);
		return channels.get(id);
	}

	@Operation(summary = "People may join by it again")
	@PostMapping("/channels/{id}/open")
	ChannelDetails open(@PathVariable ChannelId id) {
		channels.open(id);
		return channels.get(id);
	}

	@Operation(summary = "Everybody sees this bait from now on; the others are retired, with their figures")
	@PostMapping("/channels/{id}/kept-bait")
	ResponseEntity<ChannelDetails> keep(@PathVariable ChannelId id, @Valid @RequestBody KeepRequest request) {
		return answer(channels.keepBait(id, request.bait()));
	}

	@Operation(summary = "What came of a channel and of each of its baits, and what can be said of them")
	@GetMapping("/channels/{id}/figures")
	ChannelFigures figures(@PathVariable ChannelId id) {
		return board.figures(id);
	}

	@Operation(summary = "How full its groups and those that follow them are, in the order in which they are filled")
	@GetMapping("/channels/{id}/rooms")
	Slice<Room> rooms(@PathVariable ChannelId id) {
		return Slice.whole(rooms.of(id));
	}

	@Operation(summary = "The QR code of its public page, as lines")
	@GetMapping("/channels/{id}/code.svg")
	ResponseEntity<String> svg(@PathVariable ChannelId id) {
		return ResponseEntity.ok().contentType(MediaType.valueOf("image/svg+xml")).body(code(id).svg());
	}

	@Operation(summary = "The QR code of its public page, as dots")
	@GetMapping("/channels/{id}/code.png")
	ResponseEntity<byte[]> png(@PathVariable ChannelId id) {
		return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(code(id).png());
	}

	@Operation(summary = "Who joined by it while every group was full, who waits longest first")
	@GetMapping("/channels/{id}/waiting")
	Slice<ChannelBoard.Waiting> waiting(@PathVariable ChannelId id,
			@RequestParam(required = false) @Nullable String after) {
		return board.waiting(id, after);
	}

	@Operation(summary = "The channels in which newcomers wait for room, who waits longest first")
	@GetMapping("/channel-queues")
	Slice<ChannelBoard.Queue> queues() {
		return Slice.whole(board.queues());
	}

	@Operation(summary = "By which channels a member came, and what they answered; the last first")
	@GetMapping("/members/{id}/channels")
	Slice<MemberAnswers.Joined> of(@PathVariable MemberId id) {
		return Slice.whole(answers.of(id));
	}

	@Operation(summary = "The links by which a member invites others, that of the newest channel first")
	@GetMapping("/members/{id}/invite-links")
	Slice<OwnLinks.OwnLink> invites(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String after) {
		return invites.of(id, here(), after);
	}

	private QrPicture code(ChannelId id) {
		return new QrPicture(links.of(channels.get(id).code(), here()));
	}

	private static String here() {
		return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
	}

	private static ResponseEntity<ChannelDetails> answer(ChannelDetails channel) {
		return ResponseEntity.ok().eTag(Versions.tag(channel.version())).body(channel);
	}

	record ChannelRequest(@NotBlank @Size(max = 80) String name,
			@NotNull @Size(min = 1, max = ChannelTerms.MOST_GROUPS) List<@NotNull @Valid EntryRequest> groups,
			@NotNull @Size(min = 1, max = ChannelTerms.MOST_BAITS) List<@NotNull @Valid BaitRequest> baits,
			@Size(max = ChannelTerms.MOST_QUESTIONS) @Nullable List<@NotNull @Valid QuestionRequest> questions) {

		ChannelTerms terms() {
			return new ChannelTerms(name,
					groups.stream().map(entry -> new Entry(entry.group(), entry.entry())).toList(),
					baits.stream()
						.map(bait -> new Bait(bait.title(), (bait.text() != null) ? bait.text() : ""))
						.toList(),
					(questions != null) ? questions.stream().map(QuestionRequest::question).toList() : List.of());
		}
	}

	record KeepRequest(@NotNull UUID bait) {
	}

	record EntryRequest(@NotNull GroupId group, @NotBlank @Size(max = 500) String entry) {
	}

	record BaitRequest(@NotBlank @Size(max = 80) String title, @Size(max = 1000) @Nullable String text) {
	}

	record QuestionRequest(@Nullable UUID id, @NotNull QuestionKind kind, @NotBlank @Size(max = 200) String text,
			@Nullable Boolean required, @Size(max = 20) @Nullable List<@NotNull @Valid OptionRequest> options,
			@Nullable FieldId field) {

		Question question() {
			return new Question(id, kind, text, Boolean.TRUE.equals(required),
					(options != null) ? options.stream()
						.map(option -> new Option(option.label(), option.tag(), option.screening()))
						.toList() : List.of(),
					field);
		}
	}

	record OptionRequest(@NotBlank @Size(max = 200) String label, @Size(max = 40) @Nullable String tag,
			@Size(max = 500) @Nullable String screening) {
	}

}
