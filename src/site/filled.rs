//! A page as its own file fills it: what names, describes and shows it. All else follows from its subject.

/// What a page says to readers; `V` is what the template of its kind gets.
#[derive(Debug)]
pub(crate) struct Filled<V> {
    pub title: String,
    pub description: String,
    pub view: V,
    /// Markdown that an editor wrote.
    pub body: Option<String>,
}

impl<V> Filled<V> {
    pub(crate) fn new(title: String, description: String, view: V) -> Self {
        Self { title, description, view, body: None }
    }

    pub(crate) fn with_body(self, markdown: String) -> Self {
        Self { body: Some(markdown), ..self }
    }

    /// Returns it with its view as one of many.
    pub(crate) fn map<W>(self, view: impl FnOnce(V) -> W) -> Filled<W> {
        Filled { title: self.title, description: self.description, view: view(self.view), body: self.body }
    }
}
