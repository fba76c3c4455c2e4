package io.guildhall.community.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
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
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityDetails;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityRefused;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupFigures;
import io.guildhall.community.GroupFigures.Figures;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupSummary;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of communities. */
@Controller
@RequestMapping("/o/{organization}/communities")
@RequiredArgsConstructor
class CommunityController {

	/** As many groups as one page adds up. */
	private static final int GROUPS = 500;

	private final CommunityService communities;

	private final GroupService groups;

	private final ObjectProvider<GroupFigures> figures;

	@Bean
	static AuditSubject communityHistory(CommunityService service) {
		return new AuditSubject("community", id -> service.get(new CommunityId(id)));
	}

	@Bean
	static NavigationEntry communitiesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 10, "community.title", "/communities",
				Permission.COMMUNITY_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "false") boolean archived,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<CommunitySummary> slice = communities.list(archived, after, Slice.PAGE);
		Map<CommunityId, List<GroupSummary>> byCommunity = communities.groups()
			.stream()
			.collect(Collectors.groupingBy(GroupSummary::community));
		Map<GroupId, Figures> known = figures(byCommunity.values().stream().flatMap(List::stream).toList());
		model.addAttribute("communities", slice.map(community -> {
			List<GroupSummary> own = byCommunity.getOrDefault(community.id(), List.of());
			return new CommunityRow(community, own.size(), sum(own, known));
		}));
		model.addAttribute("archived", archived);
		return "community/list";
	}

	@GetMapping("/new")
	String add(Model model) {
		return edit(null, new CommunityForm("", Set.of(), null, null, null, null, null, null), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") CommunityForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				CommunityDetails made = communities.create(form.card());
				flash.addFlashAttribute("done", "community.done.created");
				return "redirect:/o/{organization}/communities/" + made.id();
			}
			catch (CommunityRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable CommunityId id, Model model) {
		CommunityDetails community = communities.get(id);
		List<GroupSummary> own = groups.list(id, community.archivedAt() != null, null, null, GROUPS).items();
		Map<GroupId, Figures> known = figures(own);
		model.addAttribute("community", community);
		model.addAttribute("groups", own);
		model.addAttribute("figures", known);
		model.addAttribute("none", Figures.NONE);
		model.addAttribute("total", sum(own, known));
		model.addAttribute("room", own.stream().mapToLong(GroupSummary::capacity).sum());
		return "community/show";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable CommunityId id, Model model) {
		CommunityDetails community = communities.get(id);
		CommunityCard card = community.card();
		return edit(community, new CommunityForm(card.name(), card.types(), card.persona(), card.mission(),
				card.coreValue(), card.portrait(), card.goal(), community.version()), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable CommunityId id, @Valid @ModelAttribute("form") CommunityForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				communities.change(id, form.card(), form.version());
				flash.addFlashAttribute("done", "community.done.changed");
				return "redirect:/o/{organization}/communities/" + id;
			}
			catch (CommunityRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
			catch (ObjectOptimisticLockingFailureException lost) {
				errors.reject("shared.changed-meanwhile");
			}
		}
		return edit(communities.get(id), form, model);
	}

	@PostMapping("/{id}/archive")
	String archive(@PathVariable CommunityId id, RedirectAttributes flash) {
		int gone = communities.archive(id);
		flash.addFlashAttribute("done", "community.done.archived");
		flash.addFlashAttribute("doneArgs", List.of(gone));
		return "redirect:/o/{organization}/communities/" + id;
	}

	@PostMapping("/{id}/restore")
	String restore(@PathVariable CommunityId id, RedirectAttributes flash) {
		int back = communities.restore(id);
		flash.addFlashAttribute("done", "community.done.restored");
		flash.addFlashAttribute("doneArgs", List.of(back));
		return "redirect:/o/{organization}/communities/" + id;
	}

	private String edit(@Nullable CommunityDetails community, CommunityForm form, Model model) {
		model.addAttribute("community", community);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("types", CommunityType.values());
		return "community/edit";
	}

	private Map<GroupId, Figures> figures(Collection<GroupSummary> of) {
		GroupFigures source = figures.getIfAvailable();
		return (source != null && !of.isEmpty()) ? source.of(of.stream().map(GroupSummary::id).toList()) : Map.of();
	}

	private static Figures sum(List<GroupSummary> groups, Map<GroupId, Figures> figures) {
		return groups.stream()
			.map(group -> figures.getOrDefault(group.id(), Figures.NONE))
			.reduce(Figures.NONE, Figures::plus);
	}

	/** A community in the list with its groups added up. */
	record CommunityRow(CommunitySummary community, int groups, Figures figures) {
	}

	record CommunityForm(@NotBlank @Size(max = 80) String name, @NotEmpty @Nullable Set<CommunityType> types,
			@Size(max = 4000) @Nullable String persona, @Size(max = 4000) @Nullable String mission,
			@Size(max = 4000) @Nullable String coreValue, @Size(max = 4000) @Nullable String portrait,
			@Size(max = 4000) @Nullable String goal, @Nullable Long version) {

		CommunityCard card() {
			return new CommunityCard(name, (types != null) ? types : Set.of(), persona, mission, coreValue, portrait,
					goal);
		}

		/** Whether the type is ticked. */
		public boolean has(CommunityType type) {
			return types != null && types.contains(type);
		}

	}

}
