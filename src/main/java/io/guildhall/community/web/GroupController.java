package io.guildhall.community.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityRefused;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.community.GroupDetails;
import io.guildhall.community.GroupFigures;
import io.guildhall.community.GroupFigures.Figures;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRooms;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupSummary;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of groups. */
@Controller
@RequestMapping("/o/{organization}/groups")
@RequiredArgsConstructor
class GroupController {

	private static final int CHOICES = 500;

	private static final int FOUND = 10;

	private final CommunityService communities;

	private final GroupService groups;

	private final StaffService staff;

	private final ObjectProvider<GroupFigures> figures;

	private final GroupRooms rooms;

	@Bean
	static AuditSubject groupHistory(GroupService service) {
		return new AuditSubject("group", id -> service.get(new GroupId(id)));
	}

	@Bean
	static NavigationEntry groupsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.GROUPS, 20, "community.groups", "/groups",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static PagePart groupsFound() {
		return new PagePart(PagePart.Page.SEARCH, 20, "community.groups", "/groups/found", Permission.COMMUNITY_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable CommunityId community,
			@RequestParam(defaultValue = "false") boolean archived, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<GroupSummary> slice = groups.list(community, archived, q, after, Slice.PAGE);
		model.addAttribute("groups", slice);
		model.addAttribute("rooms", rooms.of(slice.items().stream().map(GroupSummary::id).toList()));
		model.addAttribute("figures", figures(slice.items()));
		model.addAttribute("none", Figures.NONE);
		model.addAttribute("communities", choices());
		model.addAttribute("names",
				choices().stream().collect(Collectors.toMap(CommunitySummary::id, CommunitySummary::name)));
		model.addAttribute("hosts", hosts());
		model.addAttribute("community", community);
		model.addAttribute("archived", archived);
		model.addAttribute("q", q);
		return "community/groups";
	}

	/** The groups whose name has what is looked for, for the search over everything. */
	@GetMapping("/found")
	String found(@RequestParam(defaultValue = "") String q, Model model) {
		model.addAttribute("found", q.isBlank() ? List.of() : groups.list(null, false, q, null, FOUND).items());
		return "community/groups :: found";
	}

	@GetMapping("/new")
	String add(@RequestParam(required = false) @Nullable CommunityId community, Model model) {
		UUID me = OnBehalf.actor().id();
		return edit(null, new GroupForm(community, "", Carrier.WECHAT, Stage.CONVERSION, 200, null, null, me, null),
				model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") GroupForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (form.community() == null) {
			errors.rejectValue("community", "NotNull");
		}
		if (!errors.hasErrors() && form.community() != null) {
			try {
				GroupDetails made = groups.create(form.community(), form.terms());
				flash.addFlashAttribute("done", "community.done.group-created");
				return "redirect:/o/{organization}/groups/" + made.id();
			}
			catch (CommunityRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable GroupId id, Model model) {
		GroupDetails group = groups.get(id);
		GroupFigures source = figures.getIfAvailable();
		model.addAttribute("group", group);
		model.addAttribute("figures",
				(source != null) ? source.of(List.of(id)).getOrDefault(id, Figures.NONE) : Figures.NONE);
		UUID host = group.terms().host();
		model.addAttribute("host", (host != null) ? hosts().getOrDefault(host, "–") : "–");
		GroupId into = group.mergedInto();
		model.addAttribute("into", (into != null) ? communities.find(into).orElse(null) : null);
		return "community/group";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable GroupId id, Model model) {
		GroupDetails group = groups.get(id);
		GroupTerms terms = group.terms();
		return edit(group, new GroupForm(group.community(), terms.name(), terms.carrier(), terms.stage(),
				terms.capacity(), terms.rules(), terms.welcome(), terms.host(), group.version()), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable GroupId id, @Valid @ModelAttribute("form") GroupForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				groups.change(id, form.terms(), form.version());
				flash.addFlashAttribute("done", "community.done.group-changed");
				return "redirect:/o/{organization}/groups/" + id;
			}
			catch (CommunityRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
			catch (ObjectOptimisticLockingFailureException lost) {
				errors.reject("shared.changed-meanwhile");
			}
		}
		return edit(groups.get(id), form, model);
	}

	@PostMapping("/{id}/archive")
	String archive(@PathVariable GroupId id, RedirectAttributes flash) {
		groups.archive(id);
		flash.addFlashAttribute("done", "community.done.group-archived");
		return "redirect:/o/{organization}/groups/" + id;
	}

	@PostMapping("/{id}/restore")
	String restore(@PathVariable GroupId id, RedirectAttributes flash) {
		groups.restore(id);
		flash.addFlashAttribute("done", "community.done.group-restored");
		return "redirect:/o/{organization}/groups/" + id;
	}

	private String edit(@Nullable GroupDetails group, GroupForm form, Model model) {
		model.addAttribute("group", group);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("communities", choices());
		model.addAttribute("carriers", Carrier.values());
		model.addAttribute("stages", Stage.values());
		model.addAttribute("staff",
				staff.list().stream().map(person -> new Choice(person.accountId(), person.name())).toList());
		model.addAttribute("ownOnly", OnBehalf.ownGroupsOnly());
		return "community/group-edit";
	}

	private List<CommunitySummary> choices() {
		return communities.list(false, null, CHOICES).items();
	}

	private Map<UUID, String> hosts() {
		return staff.list().stream().collect(Collectors.toMap(StaffSummary::accountId, StaffSummary::name));
	}

	private Map<GroupId, Figures> figures(List<GroupSummary> of) {
		GroupFigures source = figures.getIfAvailable();
		return (source != null && !of.isEmpty()) ? source.of(of.stream().map(GroupSummary::id).toList()) : Map.of();
	}

	/** Something to choose in a form. */
	record Choice(UUID id, String name) {
	}

	record GroupForm(@Nullable CommunityId community, @NotBlank @Size(max = 80) String name, @NotNull Carrier carrier,
			@NotNull Stage stage, @NotNull @Min(1) @Max(1_000_000) Integer capacity,
			@Size(max = 4000) @Nullable String rules, @Size(max = 4000) @Nullable String welcome, @Nullable UUID host,
			@Nullable Long version) {

		GroupTerms terms() {
			return new GroupTerms(name, carrier, stage, capacity, rules, welcome, host);
		}

	}

}
