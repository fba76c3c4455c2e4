package io.guildhall.shared.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/**
 * What every page finds in its model: its frame, its navigation, what the reader may do.
 */
@ControllerAdvice(annotations = Controller.class)
@RequiredArgsConstructor
class PageModel {

	private final ObjectProvider<Frame.Source> source;

	private final ObjectProvider<NavigationEntry> entries;

	private final ObjectProvider<PagePart> parts;

	/**
	 * To Spring a door of programs is a controller as well, but what it answers is no
	 * page.
	 */
	@ModelAttribute
	void frame(Model model, HttpServletRequest request, Locale locale) {
		if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
			return;
		}
		Frame.Source frames = source.getIfAvailable();
		Frame frame = (frames != null) ? frames.frame() : null;
		Set<Permission> may = OnBehalf.permissions();
		model.addAttribute("frame", frame);
		model.addAttribute("may", may.stream().map(Permission::name).collect(java.util.stream.Collectors.toSet()));
		model.addAttribute("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
		model.addAttribute("here", request.getRequestURI());
		if (frame != null && !"true".equals(request.getHeader("HX-Request"))) {
			model.addAttribute("navigation", navigation(frame, may, request.getRequestURI()));
		}
		model.addAttribute("parts", new Parts(this.parts, may));
	}

	private List<NavigationSection> navigation(Frame frame, Set<Permission> may, String here) {
		Map<NavigationEntry.Section, List<NavigationLink>> sections = new LinkedHashMap<>();
		entries.stream()
			.filter(entry -> may.contains(entry.permission()))
			.sorted(Comparator.comparing(NavigationEntry::section).thenComparing(NavigationEntry::order))
			.forEach(entry -> sections.computeIfAbsent(entry.section(), section -> new ArrayList<>())
				.add(new NavigationLink(entry.key(), frame.path() + entry.path(), false)));
		String best = sections.values()
			.stream()
			.flatMap(List::stream)
			.map(NavigationLink::path)
			.filter(path -> here.equals(path) || here.startsWith(path + "/"))
			.max(Comparator.comparing(String::length))
			.orElse("");
		return sections.entrySet().stream().map(section -> {
			List<NavigationLink> links = section.getValue()
				.stream()
				.map(link -> new NavigationLink(link.key(), link.path(), link.path().equals(best)))
				.toList();
			return new NavigationSection(section.getKey().key(), section.getKey().icon(), links,
					links.stream().anyMatch(NavigationLink::active));
		}).toList();
	}

	/** A section of the navigation with its links. */
	record NavigationSection(String key, String icon, List<NavigationLink> links, boolean active) {
	}

	/** A link of the navigation. */
	record NavigationLink(String key, String path, boolean active) {
	}

	/**
	 * The parts that other modules add to a page; a template asks for those of its page.
	 */
	record Parts(ObjectProvider<PagePart> all, Set<Permission> may) {

		public List<PagePart> of(String page) {
			return all.stream()
				.filter(part -> part.page() == PagePart.Page.valueOf(page) && may.contains(part.permission()))
				.sorted(Comparator.comparing(PagePart::order))
				.toList();
		}

		public @Nullable PagePart first(String page) {
			return of(page).stream().findFirst().orElse(null);
		}

	}

}
