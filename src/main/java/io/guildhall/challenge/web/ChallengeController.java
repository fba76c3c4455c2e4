package io.guildhall.challenge.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
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
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.PersonalLinks;
import io.guildhall.challenge.PictureRefusals;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.challenge.Rewards;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchDetails;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.link.LinkMisses;
import io.guildhall.link.PublicSite;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableWriter;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The staff's pages of challenges. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ChallengeController {

	private static final int STAGES = 3;

	/**
	 * As many of who takes part, and of what was reached, stand on a challenge's page.
	 */
	private static final int SHOWN = 10;

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckInDecisions decisions;

	private final Rewards rewards;

	private final LinkMisses misses;

	private final PublicSite site;

	private final PictureRefusals refusals;

	private final CommunityService communities;

	private final CouponBatches batches;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry challengesEntry() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 50, "challenge.title", "/challenges",
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
	String show(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable String reached, Model model) {
		ChallengeDetails challenge = challenges.get(id);
		model.addAttribute("challenge", challenge);
		model.addAttribute("participants", participants.list(id, null, SHOWN));
		model.addAttribute("all", false);
		model.addAttribute("link", link(""));
		model.addAttribute("batches",
				batches().stream().collect(Collectors.toMap(BatchDetails::id, BatchDetails::name)));
		boolean edits = OnBehalf.may(Permission.MEMBER_EDIT);
		model.addAttribute("waiting", edits ? decisions.waiting(id, null).items() : List.of());
		model.addAttribute("rewards", rewards.of(id, reached, SHOWN));
		model.addAttribute("reached", reached);
		return "challenge/show";
	}

	/** All who take part. */
	@GetMapping("/challenges/{id}/participants")
	String participants(@PathVariable ChallengeId id, @RequestParam(required = false) @Nullable String after,
			Model model) {
		model.addAttribute("challenge", challenges.get(id));
		model.addAttribute("participants", participants.list(id, after));
		model.addAttribute("all", true);
		model.addAttribute("link", link(""));
		return "challenge/participants";
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

	@PostMapping("/challenges/{id}/rewards")
	String give(@PathVariable ChallengeId id, RedirectAttributes flash) {
		challenges.get(id);
		return back(id, "challenge.given", List.of(rewards.giveAgain(id)), flash);
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

	private String edit(@Nullable ChallengeDetails challenge, ChallengeForm form, Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("challenge", challenge);
		model.addAttribute("groups", communities.groups());
		model.addAttribute("countings", Counting.values());
		model.addAttribute("proofKinds", ProofKind.values());
		model.addAttribute("kept", ProofPictures.DAYS_KEPT);
		model.addAttribute("batches", batches());
		model.addAttribute("rows", Math.max(STAGES, form.stages().size()));
		return "challenge/edit";
	}

	private List<BatchDetails> batches() {
		return OnBehalf.may(Permission.SALES_READ) ? batches.open() : List.of();
	}

	private String link(String token) {
		return link(site, organizations.current().slug(), token);
	}

	/** The personal link; without a token what all of them begin with. */
	static String link(PublicSite site, String slug, String token) {
		return site.to("/p/c/" + slug + "/" + token,
				ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

	/** To the page of the challenge, which says what was done. */
	static String back(ChallengeId id, String done, List<Object> of, RedirectAttributes flash) {
		flash.addFlashAttribute("done", done);
		flash.addFlashAttribute("doneArgs", of);
		return "redirect:/o/{organization}/challenges/" + id;
	}

}
