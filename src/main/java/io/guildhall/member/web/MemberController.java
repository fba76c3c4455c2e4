package io.guildhall.member.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberExport;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MemberTiers;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.staff.StaffService;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

/** The list of members, and what is done to many of them. */
@Controller
@RequestMapping("/o/{organization}/members")
@RequiredArgsConstructor
class MemberController {

	/** Counted no further: beyond it a page says "more than". */
	private static final int COUNTED = 10_000;

	private static final int FOUND = 10;

	/** As many conditions as a part of a segment has. */
	private static final int MOST_TERMS = 10;

	private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	private final MemberService members;

	private final MemberListing listing;

	private final MemberTagging tagging;

	private final MemberExport export;

	private final StaffService staff;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final ObjectProvider<MemberTiers> tiers;

	@Bean
	static AuditSubject memberHistory(MemberService service) {
		return new AuditSubject("member", id -> service.require(new MemberId(id)));
	}

	@Bean
	static NavigationEntry membersNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 10, "member.title", "/members",
				Permission.MEMBER_READ);
	}

	@Bean
	static PagePart membersFound() {
		return new PagePart(PagePart.Page.SEARCH, 10, "member.title", "/members/found", Permission.MEMBER_READ);
	}

	@Bean
	static PagePart membersOfGroup() {
		return new PagePart(PagePart.Page.GROUP, 10, "member.title", "/members/of-group/{id}", Permission.MEMBER_READ);
	}

	@GetMapping
	String list(@RequestParam Map<String, String> parameters, Model model) {
		MemberFilter filter = filter(parameters);
		Sort sort = "NAME".equals(parameters.get("sort")) ? Sort.NAME : Sort.JOINED;
		Slice<MemberRow> slice = listing.list(filter, sort, parameters.get("after"), Slice.PAGE);
		long count = listing.count(filter, COUNTED + 1);
		Map<String, String> kept = new LinkedHashMap<>(filter.fields());
		if (filter.q() != null && !filter.q().isBlank()) {
			kept.put("q", filter.q());
		}
		if (sort == Sort.NAME) {
			kept.put("sort", "NAME");
		}
		rows(slice, model);
		model.addAttribute("counted", Math.min(count, COUNTED));
		model.addAttribute("beyond", count > COUNTED);
		model.addAttribute("filter", filter);
		model.addAttribute("sort", sort.name());
		model.addAttribute("fields", fields(filter));
		model.addAttribute("query", query(kept, null));
		model.addAttribute("kept", kept);
		model.addAttribute("segment", asSegment(filter));
		model.addAttribute("next", (slice.next() != null) ? query(kept, slice.next()) : null);
		model.addAttribute("groups", choices());
		model.addAttribute("tags", tagging.offered());
		model.addAttribute("staff", staff.list());
		return "member/list";
	}

	/** The members of a group, as a section of its page. */
	@GetMapping("/of-group/{group}")
	String ofGroup(@PathVariable GroupId group, Model model) {
		communities.require(group);
		MemberFilter filter = new MemberFilter(null, Map.of("group", group.toString()), List.of());
		Slice<MemberRow> slice = listing.list(filter, Sort.JOINED, null, FOUND);
		rows(slice, model);
		model.addAttribute("group", group);
		return "member/list :: of-group";
	}

	/** Who is found, for the search over everything. */
	@GetMapping("/found")
	String found(@RequestParam(defaultValue = "") String q, Model model) {
		model.addAttribute("found", listing.search(q, FOUND));
		model.addAttribute("q", q);
		return "member/list :: found";
	}

	/** Choices of pickers. */
	@GetMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
	@ResponseBody
	List<Option> options(@RequestParam(defaultValue = "") String q) {
		return listing.search(q, 20).stream().map(member -> new Option(member.id(), member.displayName())).toList();
	}

	@GetMapping("/new")
	String add(@RequestParam(required = false) @Nullable GroupId group, Model model) {
		return add(new MemberForm("", null, null, null, null, null, null, null, group, null), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") MemberForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				MemberId made = members.add(form.member(organizations));
				flash.addFlashAttribute("done", "member.done.added");
				return "redirect:/o/{organization}/members/" + made;
			}
			catch (MemberRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return add(form, model);
	}

	@GetMapping(path = "/export")
	void export(@RequestParam Map<String, String> parameters, @RequestParam(defaultValue = "CSV") TableFormat format,
			HttpServletResponse response) {
		boolean csv = format == TableFormat.CSV;
		export.write(filter(parameters), format,
				new Download(response, csv ? "text/csv;charset=UTF-8" : XLSX, "members." + (csv ? "csv" : "xlsx")));
	}

	private void rows(Slice<MemberRow> slice, Model model) {
		MemberTiers source = tiers.getIfAvailable();
		List<MemberId> ids = slice.items().stream().map(MemberRow::id).toList();
		model.addAttribute("members", slice);
		model.addAttribute("tagColors", tagging.colors());
		model.addAttribute("tiers", (source != null && !ids.isEmpty()) ? source.of(ids) : Map.of());
		List<GroupId> of = slice.items()
			.stream()
			.flatMap(row -> row.groups().stream())
			.distinct()
			.map(GroupId::new)
			.toList();
		model.addAttribute("names",
				communities.summaries(of)
					.values()
					.stream()
					.collect(Collectors.toMap(group -> group.id().id(), GroupSummary::name)));
	}

	private String add(MemberForm form, Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("groups", choices());
		model.addAttribute("carriers", Carrier.values());
		model.addAttribute("groupNeeded", OnBehalf.ownGroupsOnly());
		return "member/new";
	}

	private List<Choice> choices() {
		return communities.groups().stream().map(group -> new Choice(group.id().id(), group.name())).toList();
	}

	private MemberFilter filter(Map<String, String> parameters) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (MemberField field : listing.fields()) {
			String value = parameters.get(field.key());
			if (value != null && !value.isBlank()) {
				fields.put(field.key(), value);
			}
		}
		return new MemberFilter(parameters.get("q"), fields, List.of());
	}

	private List<FieldChoice> fields(MemberFilter filter) {
		List<FieldChoice> choices = new ArrayList<>();
		for (MemberField field : listing.fields()) {
			String now = filter.fields().get(field.key());
			if (field.inLists() || now != null) {
				List<MemberField.Choice> values = new ArrayList<>(field.choices());
				MemberField.Choice chosen = (now != null) ? MemberField.choice(field, field.today(now)).orElse(null)
						: null;
				if (chosen != null && !values.contains(chosen)) {
					values.add(chosen);
				}
				choices.add(new FieldChoice(field.key(), field.labelKey(), field.label(), values, chosen));
			}
		}
		return choices;
	}

	/**
	 * What the builder of segments begins with where the same members are meant; null
	 * where a segment cannot say so: of a search, of another segment, of nothing.
	 */
	private static @Nullable String asSegment(MemberFilter filter) {
		boolean searched = filter.q() != null && !filter.q().isBlank();
		if (searched || filter.fields().isEmpty() || filter.fields().size() > MOST_TERMS
				|| filter.fields().containsKey("segment")) {
			return null;
		}
		StringBuilder rule = new StringBuilder("match=ALL&p0.match=ALL");
		int place = 0;
		for (Map.Entry<String, String> field : filter.fields().entrySet()) {
			rule.append("&p0.t%1$d.field=%2$s&p0.t%1$d.is=ANY_OF&p0.t%1$d.v=%3$s".formatted(place,
					encoded(field.getKey()), encoded(field.getValue())));
			place++;
		}
		return rule.toString();
	}

	private static String query(Map<String, String> kept, @Nullable String after) {
		Map<String, String> all = new LinkedHashMap<>(kept);
		if (after != null) {
			all.put("after", after);
		}
		return all.entrySet()
			.stream()
			.map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
			.collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
	}

	/** A filter of the list, and what it is set to. */
	record FieldChoice(String key, String labelKey, @Nullable String label, List<MemberField.Choice> choices,
			MemberField.@Nullable Choice now) {
	}

	/** Something to choose in a form. */
	record Choice(UUID id, String name) {
	}

	/** Somebody to choose. */
	record Option(MemberId id, String name) {
	}

	record MemberForm(@NotBlank @Size(max = 120) String displayName, @Size(max = 200) @Nullable String realName,
			@Size(max = 200) @Nullable String city, @Size(max = 40) @Nullable String phone,
			@Size(max = 200) @Nullable String email, @Nullable Carrier carrier,
			@Size(max = 200) @Nullable String handle, @Size(max = 400) @Nullable String tags, @Nullable GroupId group,
			@Nullable LocalDateTime joinedAt) {

		NewMember member(OrganizationService organizations) {
			List<NewIdentity> identities = new ArrayList<>();
			if (phone != null && !phone.isBlank()) {
				identities.add(NewIdentity.phone(phone));
			}
			if (email != null && !email.isBlank()) {
				identities.add(NewIdentity.email(email));
			}
			if (handle != null && !handle.isBlank()) {
				identities.add(new NewIdentity((carrier != null) ? carrier : Carrier.OTHER, IdentityKind.HANDLE, handle,
						null));
			}
			List<String> words = (tags != null) ? java.util.Arrays.stream(tags.split("[,，;；]"))
				.map(String::strip)
				.filter(tag -> !tag.isEmpty())
				.toList() : List.of();
			Instant since = (joinedAt != null) ? joinedAt.atZone(organizations.current().zone()).toInstant() : null;
			return new NewMember(displayName, realName, city, identities, words, group, since, MemberSource.HAND);
		}

	}

}
