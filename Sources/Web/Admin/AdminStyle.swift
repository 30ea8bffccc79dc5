/// What only the administrators' pages look like; part of `Stylesheet`.
enum AdminStyle {
    static let text = """
        .admin-bar{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem;\
        border-bottom:1px solid var(--line);padding-bottom:.5rem}
        .admin-bar form{display:flex;align-items:center;gap:.75rem;margin:0}
        .admin-bar button{min-height:44px;padding:.4rem 1rem}
        .links{display:flex;flex-wrap:wrap;gap:0 1.5rem}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:.6rem 0}
        .facts dt{color:var(--soft)}
        .facts dd{margin:0}
        .tables{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start}
        .tables>div{max-width:100%}
        .scroll:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
        .wide caption{font-weight:600;color:var(--ink);font-size:1.05rem;white-space:nowrap}
        .wide .scroll{overflow-wrap:normal}
        svg.bar,svg.interval{color:var(--accent);vertical-align:middle}
        svg.bar{display:block;margin:.15rem 0 .15rem auto}
        @media (max-width:480px){svg.bar{width:3rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.5rem}}

        """
}
