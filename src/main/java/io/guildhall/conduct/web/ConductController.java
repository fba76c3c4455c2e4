package io.guildhall.conduct.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
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

import io.guildhall.audit.AuditSubject;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.conduct.ConductService;
import io.guildhall.conduct.NewViolation;
import io.guildhall.conduct.Step;
import io.guildhall.conduct.ViolationFilter;
import io.guildhall.conduct.ViolationId;
import io.guildhall.conduct.ViolationKind;
import io.guildhall.conduct.ViolationPictures;
import io.guildhall.conduct.ViolationState;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.Stay;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of violations. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ConductController {

	private static final int FOUND = 8;

	private static final int OF_A_PART = 5;

	private final ConductService conduct;

	private final ViolationPictures pictures;

	private final MemberBlocks blocks;

	private final MemberService members;

	private final MemberListing listing;

	private final MembersOfGroups stays;

	private final CommunityService communities;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry conductEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 60, "conduct.title", "/violations",
				Permission.MEMBER_EDIT);
	}

	@Bean
	static PagePart conductToday() {
		return new PagePart(PagePart.Page.TODAY, 12, "conduct.today", "/violations/today", Permission.MEMBER_EDIT);
	}

	@Bean
	static PagePart conductOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 80, "conduct.part", "/members/{id}/violations",
				Permission.MEMBER_EDIT);
	}

	@Bean
	static PagePart conductOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 80, "conduct.part", "/groups/{id}/violations", Permission.MEMBER_EDIT);
	}

	@Bean
	static AuditSubject violationHistory(ConductService service) {
		return new AuditSubject("violation", id -> service.get(new ViolationId(id)));
	}

	@GetMapping("/violations")
	String list(@RequestParam(required = false) @Nullable ViolationState state,
			@RequestParam(required = false) @Nullable ViolationKind kind,
			@RequestParam(required = false) @Nullable GroupId group,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("violations", conduct.list(new ViolationFilter(state, kind, group, member), after));
		model.addAttribute("state", state);
		model.addAttribute("states", ViolationState.values());
		model.addAttribute("kind", kind);
		model.addAttribute("kinds", ViolationKind.values());
		model.addAttribute("group", group);
		model.addAttribute("groups", communities.groups());
		model.addAttribute("member", member);
		return "conduct/list";
	}

	@GetMapping("/violations/new")
	String add(@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable GroupId group, @RequestParam(defaultValue = "") String who,
			Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new ViolationForm(member, group, ViolationKind.ADVERTISING, "", "", "", null));
		}
		model.addAttribute("who", who);
		model.addAttribute("found", listing.search(who, FOUND));
		model.addAttribute("group", (group != null) ? communities.require(group) : null);
		model.addAttribute("rules", (group != null) ? conduct.rules(group) : List.of());
		model.addAttribute("member", (member != null) ? members.require(member) : null);
		model.addAttribute("places", (member != null) ? places(member).values() : List.of());
		model.addAttribute("kinds", ViolationKind.values());
		return "conduct/new";
	}

	@PostMapping("/violations")
	String record(@Valid @ModelAttribute("form") ViolationForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (form.member() == null) {
			errors.rejectValue("member", "NotNull");
		}
		if (form.group() == null) {
			errors.rejectValue("group", "NotNull");
		}
		if (!errors.hasErrors()) {
			try {
				ViolationId made = conduct.record(form.violation(instant(form.at())));
				flash.addFlashAttribute("done", "conduct.done.recorded");
				return "redirect:/o/{organization}/violations/" + made;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return add(form.member(), form.group(), "", model);
	}

	@GetMapping("/violations/{id}")
	String show(@PathVariable ViolationId id, Model model) {
		model.addAttribute("violation", conduct.get(id));
		model.addAttribute("pictures", pictures.of(List.of(id)).getOrDefault(id, List.of()));
		model.addAttribute("most", ViolationPictures.MOST);
		model.addAttribute("megabytes", ViolationPictures.MEGABYTES);
		model.addAttribute("steps", Step.values());
		return "conduct/show";
	}

	@PostMapping("/violations/{id}/decision")
	String decide(@PathVariable ViolationId id, @RequestParam Step step, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		conduct.decide(id, step, reason);
		flash.addFlashAttribute("done", "conduct.done." + step);
		return "redirect:/o/{organization}/violations/" + id;
	}

	@PostMapping("/violations/{id}/take-back")
	String takeBack(@PathVariable ViolationId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		conduct.takeBack(id, reason);
		flash.addFlashAttribute("done", "conduct.done.taken-back");
		return "redirect:/o/{organization}/violations/" + id;
	}

	@PostMapping("/members/{id}/unblock")
	String unblock(@PathVariable MemberId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		blocks.lift(id, reason);
		flash.addFlashAttribute("done", "conduct.done.unblocked");
		return "redirect:/o/{organization}/members/" + id;
	}

	@GetMapping("/violations/today")
	String today(Model model) {
		model.addAttribute("open", conduct.open());
		model.addAttribute("inside", blocks.inside());
		return "conduct/list :: today";
	}

	@GetMapping("/members/{id}/violations")
	String ofMember(@PathVariable MemberId id, Model model) {
		model.addAttribute("standing", conduct.standing(id));
		model.addAttribute("violations",
				conduct.list(new ViolationFilter(null, null, null, id), null)
					.items()
					.stream()
					.limit(OF_A_PART)
					.toList());
		model.addAttribute("member", members.require(id));
		model.addAttribute("all", communities.scope().all());
		return "conduct/list :: member";
	}

	@GetMapping("/groups/{id}/violations")
	String ofGroup(@PathVariable GroupId id, Model model) {
		model.addAttribute("group", communities.require(id).id());
		model.addAttribute("violations",
				conduct.list(new ViolationFilter(null, null, id, null), null)
					.items()
					.stream()
					.limit(OF_A_PART)
					.toList());
		return "conduct/list :: group";
	}

	/** The groups in which the member is or was, the current ones first. */
	private Map<GroupId, GroupSummary> places(MemberId member) {
		List<GroupId> of = stays.of(member).stream().map(Stay::group).distinct().toList();
		Map<GroupId, GroupSummary> known = communities.summaries(of);
		return of.stream()
			.filter(known::containsKey)
			.collect(Collectors.toMap(id -> id, known::get, (one, same) -> one, java.util.LinkedHashMap::new));
	}

	private @Nullable Instant instant(@Nullable LocalDateTime at) {
		return (at != null) ? at.atZone(organizations.current().zone()).toInstant() : null;
	}

	record ViolationForm(@Nullable MemberId member, @Nullable GroupId group, @NotNull ViolationKind kind,
			@Size(max = 4000) @Nullable String rule, @Size(max = 2000) @Nullable String note,
			@Size(max = 4000) @Nullable String excerpt, @Nullable LocalDateTime at) {

		NewViolation violation(@Nullable Instant when) {
			return new NewViolation(java.util.Objects.requireNonNull(member), java.util.Objects.requireNonNull(group),
					kind, rule, note, excerpt, when);
		}
	}

}
