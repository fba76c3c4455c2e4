package io.guildhall.challenge.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.audit.AuditSubject;
import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckInReview;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.PersonalLinks;
import io.guildhall.challenge.PictureRefusals;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.challenge.Rewards;
import io.guildhall.challenge.Stage;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.link.LinkMisses;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableWriter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The staff's pages of challenges. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ChallengeController {

	private static final int STAGES = 3;

	private static final int HOUR = 60;

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final CheckInReview review;

	private final ProofPictures pictures;

	private final Rewards rewards;

	private final LinkMisses misses;

	private final PictureRefusals refusals;

	private final CommunityService communities;

	private final CouponBatches batches;

	private final OrganizationService organizations;

	private final MessageSource texts;

	@Bean
	static NavigationEntry challengesEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 50, "challenge.title", "/challenges",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static PagePart challengesToday() {
		return new PagePart(PagePart.Page.TODAY, 12, "challenge.today", "/challenges/today", Permission.MEMBER_EDIT);
	}

	@Bean
	static PagePart challengesOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 45, "challenge.part", "/members/{id}/challenges",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart challengesOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 60, "challenge.title", "/groups/{id}/challenges",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static AuditSubject challengeHistory(ChallengeService service) {
		return new AuditSubject("challenge", id -> service.get(new ChallengeId(id)));
	}

	@GetMapping("/challenges")
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("challenges", challenges.list(null, after));
		model.addAttribute("missed", misses.lately(PersonalLinks.MISSES));
		model.addAttribute("refusals", refusals.lately());
		return "challenge/list";
	}

	@GetMapping("/challenges/new")
	String add(@RequestParam(required = false) @Nullable GroupId group, Model model) {
		LocalDate tomorrow = organizations.today().plusDays(1);
		return edit(null, new ChallengeForm((group != null) ? group.id() : null, "", "", tomorrow, 7, 2, ProofKind.NONE,
				1, Counting.STREAK, List.of(), null), model);
	}

	@PostMapping("/challenges")
	String create(@Valid @ModelAttribute("form") ChallengeForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (form.group() == null) {
			errors.rejectValue("group", "NotNull");
		}
		if (!errors.hasErrors() && form.group() != null) {
			try {
				ChallengeId id = challenges.create(new GroupId(form.group()), form.terms());
				flash.addFlashAttribute("done", "challenge.created");
				return "redirect:/o/{organization}/challenges/" + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/challenges/{id}")
	String show(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable String after, Model model) {
		ChallengeDetails challenge = challenges.get(id);
		model.addAttribute("challenge", challenge);
		model.addAttribute("participants", participants.list(id, after));
		model.addAttribute("link", link(""));
		model.addAttribute("batches",
				batches().stream().collect(Collectors.toMap(BatchDetails::id, BatchDetails::name)));
		boolean edits = OnBehalf.may(Permission.MEMBER_EDIT);
		model.addAttribute("waiting", edits ? checkIns.waiting(id, null).items() : List.of());
		model.addAttribute("rewards", rewards.of(id));
		return "challenge/show";
	}

	@GetMapping("/challenges/{id}/edit")
	String edit(@PathVariable ChallengeId id, Model model) {
		ChallengeDetails challenge = challenges.get(id);
		return edit(challenge, ChallengeForm.of(challenge), model);
	}

	@PostMapping("/challenges/{id}")
	String change(@PathVariable ChallengeId id, @Valid @ModelAttribute("form") ChallengeForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		ChallengeDetails challenge = challenges.get(id);
		if (!errors.hasErrors()) {
			try {
				challenges.change(id, form.terms(), form.version());
				flash.addFlashAttribute("done", "challenge.changed");
				return "redirect:/o/{organization}/challenges/" + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return edit(challenge, form, model);
	}

	@PostMapping("/challenges/{id}/close")
	String close(@PathVariable ChallengeId id, RedirectAttributes flash) {
		challenges.close(id);
		return back(id, "challenge.closed", List.of(), flash);
	}

	@PostMapping("/challenges/{id}/participants")
	String askIn(@PathVariable ChallengeId id, RedirectAttributes flash) {
		return back(id, "challenge.asked-in", List.of(participants.addGroup(id)), flash);
	}

	@PostMapping("/challenges/{id}/check-ins")
	String checkIn(@PathVariable ChallengeId id, @RequestParam MemberId member, RedirectAttributes flash) {
		checkIns.note(id, member, texts.getMessage("challenge.by-staff", null, Locale.ROOT));
		rewards.give(id, member);
		return back(id, "challenge.checked-in", List.of(), flash);
	}

	@PostMapping("/challenges/{id}/rewards")
	String give(@PathVariable ChallengeId id, RedirectAttributes flash) {
		challenges.get(id);
		return back(id, "challenge.given", List.of(rewards.giveAgain(id)), flash);
	}

	@PostMapping("/challenges/{id}/check-ins/approval")
	String approve(@PathVariable ChallengeId id, @RequestParam UUID checkIn, RedirectAttributes flash) {
		MemberId member = checkIns.approve(checkIn).member().id();
		rewards.give(id, member);
		return backToWaiting(id, "challenge.approved", List.of(), flash);
	}

	@PostMapping("/challenges/{id}/check-ins/refusal")
	String refuse(@PathVariable ChallengeId id, @RequestParam UUID checkIn,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		checkIns.refuse(checkIn, reason);
		return backToWaiting(id, "challenge.refused", List.of(), flash);
	}

	@PostMapping("/challenges/{id}/check-ins/approvals")
	String approveAll(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable List<UUID> chosen,
			RedirectAttributes flash) {
		CheckInReview.Outcome outcome = review.approve(id, (chosen != null) ? chosen : List.of());
		return backToWaiting(id, "challenge.approved.many", List.of(outcome.decided(), outcome.left()), flash);
	}

	@PostMapping("/challenges/{id}/check-ins/refusals")
	String refuseAll(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable List<UUID> chosen,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		CheckInReview.Outcome outcome = review.refuse(id, (chosen != null) ? chosen : List.of(), reason);
		return backToWaiting(id, "challenge.refused.many", List.of(outcome.decided(), outcome.left()), flash);
	}

	@GetMapping("/challenges/{id}/check-ins/{checkIn}/picture")
	ResponseEntity<byte[]> picture(@PathVariable ChallengeId id, @PathVariable UUID checkIn,
			@RequestParam(defaultValue = "false") boolean small) {
		return ProofFiles.answer(pictures.jpeg(id, checkIn, small));
	}

	/** Names and links, for whatever sends them. */
	@GetMapping("/challenges/{id}/links.csv")
	ResponseEntity<byte[]> links(@PathVariable ChallengeId id) {
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		try (TableWriter table = TableWriter.of(TableFormat.CSV, lines, "links")) {
			table.row(List.of("name", "link"));
			participants.links(id).forEach(one -> table.row(List.of(one.name(), link(one.token()))));
		}
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"links.csv\"")
			.body(lines.toByteArray());
	}

	@GetMapping("/challenges/today")
	String today(Model model) {
		model.addAttribute("challenges", challenges.waiting());
		return "challenge/parts :: today";
	}

	@GetMapping("/members/{id}/challenges")
	String part(@PathVariable MemberId id, Model model) {
		model.addAttribute("entries", participants.of(id));
		model.addAttribute("link", link(""));
		return "challenge/parts :: member";
	}

	@GetMapping("/groups/{id}/challenges")
	String ofGroup(@PathVariable GroupId id, Model model) {
		communities.require(id);
		model.addAttribute("group", id);
		model.addAttribute("challenges", challenges.list(id, null).items());
		return "challenge/parts :: group";
	}

	private String edit(@Nullable ChallengeDetails challenge, ChallengeForm form, Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("challenge", challenge);
		model.addAttribute("groups", communities.groups());
		model.addAttribute("countings", Counting.values());
		model.addAttribute("proofKinds", ProofKind.values());
		model.addAttribute("batches", batches());
		model.addAttribute("rows", Math.max(STAGES, form.stages().size()));
		return "challenge/edit";
	}

	private List<BatchDetails> batches() {
		return OnBehalf.may(Permission.SALES_READ) ? batches.open() : List.of();
	}

	private String link(String token) {
		String slug = organizations.current().slug();
		return ServletUriComponentsBuilder.fromCurrentContextPath().path("/p/c/" + slug + "/" + token).toUriString();
	}

	/** There the next one is, also for who comes there by keys. */
	private static String backToWaiting(ChallengeId id, String done, List<Object> of, RedirectAttributes flash) {
		return back(id, done, of, flash) + "#waiting";
	}

	private static String back(ChallengeId id, String done, List<Object> of, RedirectAttributes flash) {
		flash.addFlashAttribute("done", done);
		flash.addFlashAttribute("doneArgs", of);
		return "redirect:/o/{organization}/challenges/" + id;
	}

	/**
	 * A challenge, as its form has it.
	 *
	 * @param cutOff the hour at which a day turns
	 */
	record ChallengeForm(@Nullable UUID group, @NotBlank @Size(max = 80) String name,
			@Size(max = 2000) @Nullable String text, @NotNull LocalDate startsOn,
			@NotNull @Min(1) @Max(366) Integer days, @NotNull @Min(0) @Max(12) Integer cutOff,
			@NotNull ProofKind proofKind, @NotNull @Min(0) @Max(31) Integer cards, @NotNull Counting counting,
			List<StageForm> stages, @Nullable Long version) {

		@SuppressWarnings("NullAway") // nothing is bound where nothing is sent
		ChallengeForm {
			stages = (stages != null) ? stages : List.of();
		}

		static ChallengeForm of(ChallengeDetails challenge) {
			ChallengeTerms terms = challenge.terms();
			return new ChallengeForm(challenge.group().id().id(), terms.name(), terms.text(), terms.startsOn(),
					terms.days(), terms.cutOffMinutes() / HOUR, terms.proofKind(), terms.cards(), terms.counting(),
					terms.stages()
						.stream()
						.map(stage -> new StageForm(stage.need(), stage.title(),
								(stage.batch() != null) ? stage.batch().id() : null, stage.points()))
						.toList(),
					challenge.version());
		}

		/** The stage of a row; an empty one behind the last. */
		public StageForm stage(int row) {
			return (row < stages.size() && stages.get(row) != null) ? stages.get(row)
					: new StageForm(null, null, null, null);
		}

		ChallengeTerms terms() {
			List<Stage> all = new ArrayList<>();
			for (StageForm stage : stages) {
				if (stage != null && stage.need() != null) {
					all.add(new Stage(stage.need(), (stage.title() != null) ? stage.title() : "",
							(stage.batch() != null) ? new BatchId(stage.batch()) : null, stage.points()));
				}
			}
			return new ChallengeTerms(name, (text != null) ? text : "", startsOn, days, cutOff * HOUR, proofKind, cards,
					counting, all);
		}
	}

	record StageForm(@Nullable Integer need, @Nullable String title, @Nullable UUID batch, @Nullable Long points) {
	}

}
