// Everything of the page. Styles first: the bundler keeps their order.
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/data.css';
import './styles/pages.css';
import './shell/app';
